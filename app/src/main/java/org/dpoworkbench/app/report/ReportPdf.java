package org.dpoworkbench.app.report;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.dpoworkbench.resources.FontFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sets a page on A4 with embedded fonts, tagged for screen readers (PDF/UA).
final class ReportPdf {
    private static final Logger LOG = LoggerFactory.getLogger(ReportPdf.class);
    private static final int NORMAL = 400;
    private static final int BOLD = 700;

    private ReportPdf() {}

    /// @param base the folder that pictures in the page are relative to
    static byte[] bytes(String xhtml, Path base) throws IOException {
        // Its own logger writes on the console.
        XRLog.setLoggingEnabled(false);
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .withHtmlContent(xhtml, base.toUri().toString())
                .withDiagnosticConsumer(message -> LOG.debug(message.getFormattedMessage()))
                .withProducer("DPO Workbench")
                .usePdfUaAccessibility(true)
                .useReplacementText("\u25A1");
        font(builder, FontFile.SANS, NORMAL, FontStyle.NORMAL);
        font(builder, FontFile.SANS_BOLD, BOLD, FontStyle.NORMAL);
        font(builder, FontFile.SANS_ITALIC, NORMAL, FontStyle.ITALIC);
        font(builder, FontFile.MONO, NORMAL, FontStyle.NORMAL);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        builder.toStream(out);
        builder.run();
        return out.toByteArray();
    }

    private static void font(PdfRendererBuilder builder, FontFile font, int weight, FontStyle style) {
        builder.useFont(
                () -> {
                    try {
                        return font.open();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                font.family(),
                weight,
                style,
                true);
    }
}
