package org.dpoworkbench.app.figure;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.dpoworkbench.resources.FontFile;

/// Writes a figure as a one-page PDF of the figure's size: lines as lines, text as text in an embedded font.
final class PdfExport {
    private PdfExport() {}

    static byte[] bytes(FigureExport figure, FigurePainter painter) throws IOException {
        try (PDDocument document = new PDDocument();
                PdfBoxGraphics2DFontTextDrawer fonts = new PdfBoxGraphics2DFontTextDrawer();
                InputStream sans = FontFile.SANS.open()) {
            PDPage page = new PDPage(new PDRectangle((float) painter.width(), (float) painter.height()));
            document.addPage(page);
            fonts.registerFont(sans);
            PdfBoxGraphics2D graphics =
                    new PdfBoxGraphics2D(document, (float) painter.width(), (float) painter.height());
            graphics.setFontTextDrawer(fonts);
            try {
                painter.draw(graphics);
            } finally {
                graphics.dispose();
            }
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawForm(graphics.getXFormObject());
            }
            PDDocumentInformation information = document.getDocumentInformation();
            information.setTitle(figure.figure().title());
            information.setSubject(figure.caption());
            information.setCreator("DPO Workbench");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }
}
