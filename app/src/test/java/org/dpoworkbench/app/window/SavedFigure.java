package org.dpoworkbench.app.window;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// The files of a saved figure, read by others than those who wrote them.
///
/// @param stem their path without the ending
record SavedFigure(Path stem) {
    private static final double METRES_PER_INCH = 0.0254;

    String pdfText() throws IOException {
        try (PDDocument document = Loader.loadPDF(file(".pdf").toFile())) {
            return new PDFTextStripper().getText(document);
        }
    }

    List<String> svgTexts() throws IOException {
        NodeList texts = svg().getElementsByTagNameNS("*", "text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
    }

    int svgPaths() throws IOException {
        Document svg = svg();
        return svg.getElementsByTagNameNS("*", "path").getLength()
                + svg.getElementsByTagNameNS("*", "polyline").getLength();
    }

    private Document svg() throws IOException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            return factory.newDocumentBuilder().parse(file(".svg").toFile());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e);
        }
    }

    int pngWidth() throws IOException {
        return ImageIO.read(file(".png").toFile()).getWidth();
    }

    /// From the chunk `pHYs` (W3C PNG specification, 11.3.4.3), in pixels per metre.
    double pngDpi() throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream input =
                ImageIO.createImageInputStream(file(".png").toFile())) {
            reader.setInput(input);
            var root = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
            var physical = (IIOMetadataNode) root.getElementsByTagName("pHYs").item(0);
            return Integer.parseInt(physical.getAttribute("pixelsPerUnitXAxis")) * METRES_PER_INCH;
        } finally {
            reader.dispose();
        }
    }

    /// The values of one curve, by step.
    SortedMap<Integer, Double> csvValues(String run, String metric, String source) throws IOException {
        SortedMap<Integer, Double> values = new TreeMap<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader text = Files.newBufferedReader(file(".csv"));
                CSVParser rows =
                        CSVParser.builder().setReader(text).setFormat(format).get()) {
            for (CSVRecord row : rows) {
                if (row.get("run").equals(run)
                        && row.get("metric").equals(metric)
                        && row.get("source").equals(source)) {
                    values.put(Integer.parseInt(row.get("x")), Double.parseDouble(row.get("value")));
                }
            }
        }
        return values;
    }

    private Path file(String ending) {
        return stem.resolveSibling(stem.getFileName() + ending);
    }
}
