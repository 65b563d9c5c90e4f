package org.dpoworkbench.app.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.dpoworkbench.engine.problem.UserError;

/// Writes a figure as PNG at its size on paper, with title and caption inside (W3C PNG specification, chunks `pHYs` and
/// `iTXt`).
final class PngExport {
    private static final String NATIVE_FORMAT = "javax_imageio_png_1.0";
    /// What Java's images and most readers of PNG take without trouble.
    private static final double MOST_PIXELS = 200e6;

    private static final double METRES_PER_INCH = 0.0254;

    private PngExport() {}

    static byte[] bytes(FigureExport figure, FigurePainter painter, double dpi) throws IOException {
        double scale = dpi / 72.0;
        check(painter.width() * scale * painter.height() * scale, dpi);
        BufferedImage image = new BufferedImage(
                (int) Math.ceil(painter.width() * scale),
                (int) Math.ceil(painter.height() * scale),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            // The last row and column of pixels may lie half beyond the paper.
            graphics.setPaint(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.scale(scale, scale);
            painter.draw(graphics);
        } finally {
            graphics.dispose();
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            IIOMetadata metadata = writer.getDefaultImageMetadata(
                    ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
            metadata.mergeTree(NATIVE_FORMAT, chunks(figure, dpi));
            writer.setOutput(output);
            writer.write(new IIOImage(image, null, metadata));
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static void check(double pixels, double dpi) {
        if (pixels > MOST_PIXELS) {
            throw new UserError(
                    "At %.0f dpi the picture would have %.0f million pixels, more than %.0f million. Choose fewer"
                                    .formatted(dpi, pixels / 1e6, MOST_PIXELS / 1e6)
                            + " dpi or a smaller figure, or save it as PDF, which needs none.");
        }
    }

    private static IIOMetadataNode chunks(FigureExport figure, double dpi) {
        String pixelsPerMetre = Long.toString(Math.round(dpi / METRES_PER_INCH));
        IIOMetadataNode root = new IIOMetadataNode(NATIVE_FORMAT);
        root.appendChild(node(
                "pHYs",
                "pixelsPerUnitXAxis",
                pixelsPerMetre,
                "pixelsPerUnitYAxis",
                pixelsPerMetre,
                "unitSpecifier",
                "meter"));
        IIOMetadataNode texts = new IIOMetadataNode("iTXt");
        texts.appendChild(text("Title", figure.figure().title()));
        texts.appendChild(text("Description", figure.caption()));
        texts.appendChild(text("Software", "DPO Workbench"));
        root.appendChild(texts);
        return root;
    }

    private static IIOMetadataNode text(String keyword, String value) {
        return node(
                "iTXtEntry",
                "keyword",
                keyword,
                "compressionFlag",
                "FALSE",
                "compressionMethod",
                "0",
                "languageTag",
                "en",
                "translatedKeyword",
                keyword,
                "text",
                value);
    }

    private static IIOMetadataNode node(String name, String... attributes) {
        IIOMetadataNode node = new IIOMetadataNode(name);
        for (int i = 0; i < attributes.length; i += 2) {
            node.setAttribute(attributes[i], attributes[i + 1]);
        }
        return node;
    }
}
