package org.dpoworkbench.app.figure;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.StringWriter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// Writes a figure as SVG with text as text; a reader without the font takes Arial or Helvetica, which are as wide.
final class SvgExport {
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final String FONTS = "Liberation Sans, Arial, Helvetica, sans-serif";
    /// A hundredth of a point is finer than any printer.
    private static final int DECIMALS = 2;

    private SvgExport() {}

    /// The figure as one `svg` element with title and description for screen readers.
    static String element(FigureExport export, FigurePainter painter) {
        try {
            Document document = DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
            return text(drawing(export, painter, document));
        } catch (ParserConfigurationException | TransformerException e) {
            throw new IllegalStateException("Java's own XML classes refuse their default settings.", e);
        }
    }

    private static Element drawing(FigureExport export, FigurePainter painter, Document document) {
        Figure figure = export.figure();
        SVGGraphics2D graphics = new SVGGraphics2D(context(figure, document), false);
        painter.draw(graphics);
        Element root = graphics.getRoot();
        root.setAttribute("id", figure.name());
        root.setAttribute("role", "img");
        root.setAttribute("width", number(painter.width()) + "pt");
        root.setAttribute("height", number(painter.height()) + "pt");
        root.setAttribute("viewBox", "0 0 " + number(painter.width()) + " " + number(painter.height()));
        Element description = document.createElementNS(SVG, "desc");
        description.setTextContent(export.caption());
        root.insertBefore(description, root.getFirstChild());
        Element title = document.createElementNS(SVG, "title");
        title.setTextContent(figure.title());
        root.insertBefore(title, description);
        unify(root);
        keepWidths(root);
        return root;
    }

    private static SVGGeneratorContext context(Figure figure, Document document) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setComment(null);
        context.setPrecision(DECIMALS);
        context.setIDGenerator(new Ids(figure.name()));
        return context;
    }

    /// Names the fonts once, because the drawn one alone would leave a reader who lacks it with a serif one.
    private static void unify(Element root) {
        root.setAttribute("font-family", FONTS);
        NodeList elements = root.getElementsByTagNameNS(SVG, "*");
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            element.removeAttribute("font-family");
            // The one id that Batik does not take from the generator; nothing refers to it.
            if (element.getAttribute("id").equals("genericDefs")) {
                element.removeAttribute("id");
            }
        }
    }

    /// A font of other widths is squeezed to the room that the text has.
    private static void keepWidths(Element root) {
        FontRenderContext exact = new FontRenderContext(null, true, true);
        NodeList texts = root.getElementsByTagNameNS(SVG, "text");
        for (int i = 0; i < texts.getLength(); i++) {
            Element text = (Element) texts.item(i);
            Font font = FigureFont.ofSize(fontSize(text));
            double width = font.getStringBounds(text.getTextContent(), exact).getWidth();
            text.setAttribute("textLength", number(width));
            text.setAttribute("lengthAdjust", "spacingAndGlyphs");
        }
    }

    /// In the drawing's units; the root always has one.
    private static double fontSize(Element element) {
        String size = element.getAttribute("font-size");
        return size.isEmpty()
                ? fontSize((Element) element.getParentNode())
                : Double.parseDouble(size.replace("px", ""));
    }

    private static String text(Element root) throws TransformerException {
        Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        StringWriter text = new StringWriter();
        transformer.transform(new DOMSource(root), new StreamResult(text));
        return text.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%." + DECIMALS + "f", value);
    }

    /// Ids that are unique over all figures of one page.
    private static final class Ids extends SVGIDGenerator {
        private final String figure;
        private final AtomicInteger count = new AtomicInteger();

        Ids(String figure) {
            this.figure = figure;
        }

        @Override
        public String generateID(String prefix) {
            return figure + "-" + prefix + count.incrementAndGet();
        }
    }
}
