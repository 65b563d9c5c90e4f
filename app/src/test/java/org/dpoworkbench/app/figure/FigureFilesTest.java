package org.dpoworkbench.app.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.dpoworkbench.app.present.RunLook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class FigureFilesTest {
    @TempDir
    Path folder;

    @Test
    void figuresAreDrawnWithoutADisplay() throws IOException {
        assertThat(GraphicsEnvironment.isHeadless()).isTrue();
        for (Figure figure : Figures.of(List.of(SyntheticRuns.dpo(60), SyntheticRuns.ipo(60)))) {
            FigureFiles files = FigureFiles.write(figure, Sheet.PAGE, folder);
            assertThat(Files.size(files.png())).isGreaterThan(5_000);
            assertThat(Files.size(files.pdf())).isGreaterThan(5_000);
        }
    }

    @Test
    void thePictureHasTheSizeOfThePaper() throws IOException {
        FigureFiles files = FigureFiles.write(loss(), Sheet.PAGE, folder);

        BufferedImage image = ImageIO.read(files.png().toFile());
        assertThat(image.getWidth()).isCloseTo((int) (170 / 25.4 * 300), within(2));
        try (PDDocument pdf = Loader.loadPDF(files.pdf().toFile())) {
            assertThat((double) pdf.getPage(0).getMediaBox().getWidth()).isCloseTo(170 / 25.4 * 72, within(0.1));
        }
    }

    @Test
    void thePictureIsNotEmptyWhereTheCurvesAre() throws IOException {
        FigureFiles files = FigureFiles.write(loss(), Sheet.PAGE, folder);

        BufferedImage image = ImageIO.read(files.png().toFile());
        int dpo = RunStyle.of(RunLook.of(0)).color().getRGB();
        int ipo = RunStyle.of(RunLook.of(1)).color().getRGB();
        assertThat(pixels(image, dpo)).isGreaterThan(500);
        assertThat(pixels(image, ipo)).isGreaterThan(500);
    }

    @Test
    void thePdfHasRealTextInAnEmbeddedFont() throws IOException {
        FigureFiles files = FigureFiles.write(loss(), Sheet.PAGE, folder);

        try (PDDocument pdf = Loader.loadPDF(files.pdf().toFile())) {
            assertThat(new PDFTextStripper().getText(pdf))
                    .contains("IPO sum β 0.1", "start: ln 2", "1/(4β²) = 25", "optimiser step");
            assertThat(pdf.getDocumentInformation().getSubject()).contains("20261121-143205-dpo-b0.1");
        }
    }

    @Test
    void theSvgHasTextElementsAndADescription() throws Exception {
        FigureFiles files = FigureFiles.write(loss(), Sheet.PAGE, folder);

        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(files.svgFile()))));
        assertThat(svg.getElementsByTagName("text").getLength()).isGreaterThan(20);
        assertThat(svg.getDocumentElement().getTextContent()).contains("IPO sum β 0.1", "20261121-143205-dpo-b0.1");
    }

    @Test
    void drawingsInOnePageShareNoId() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Figure figure : Figures.of(List.of(SyntheticRuns.dpo(60), SyntheticRuns.ipo(60)))) {
            Matcher id = Pattern.compile(" id=\"([^\"]*)\"")
                    .matcher(FigureFiles.write(figure, Sheet.PAGE, folder).svg());
            while (id.find()) {
                ids.add(id.group(1));
            }
        }

        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(10);
    }

    @Test
    void theSvgNamesFontsThatAReaderHas() throws IOException {
        assertThat(FigureFiles.write(loss(), Sheet.PAGE, folder).svg())
                .containsOnlyOnce("font-family=\"Liberation Sans, Arial, Helvetica, sans-serif\"")
                .doesNotContain("Dialog");
    }

    @Test
    void aLongRunMakesASmallFile() throws IOException {
        Figure figure = Figures.of(List.of(SyntheticRuns.dpo(20_000))).getFirst();
        FigureFiles files = FigureFiles.write(figure, Sheet.PAGE, folder);

        assertThat(Files.size(files.svgFile())).isLessThan(200_000);
    }

    @Test
    void aVeryShortRunIsDrawn() throws IOException {
        for (Figure figure : Figures.of(List.of(SyntheticRuns.dpo(1), SyntheticRuns.ipo(3)))) {
            assertThat(FigureFiles.write(figure, Sheet.COLUMN, folder).png()).isNotEmptyFile();
        }
    }

    private static Figure loss() {
        return Figures.of(List.of(SyntheticRuns.dpo(60), SyntheticRuns.ipo(60))).getFirst();
    }

    private static long pixels(BufferedImage image, int color) {
        long count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += image.getRGB(x, y) == color ? 1 : 0;
            }
        }
        return count;
    }
}
