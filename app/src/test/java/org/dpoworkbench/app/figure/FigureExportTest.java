package org.dpoworkbench.app.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.dpoworkbench.app.figure.FigureExport.Doubt;
import org.dpoworkbench.app.figure.FigureOptions.LegendPlace;
import org.dpoworkbench.app.present.RunLook;
import org.dpoworkbench.engine.problem.UserError;
import org.jfree.chart.ui.Layer;
import org.junit.jupiter.api.Test;

class FigureExportTest {
    private static final FigureOptions PAGE = FigureOptions.on(Sheet.PAGE);
    private static final double METRES_PER_INCH = 0.0254;

    private final Figure loss = loss(SyntheticRuns.dpo(200), SyntheticRuns.ipo(200));

    /// W3C PNG specification, 11.3.4.3: `pHYs` in pixels per metre.
    @Test
    void thePngSaysItsResolutionAndItsCaption() throws IOException {
        byte[] png = new FigureExport(loss, FigureOptions.on(new Sheet(85, 55, 7, 600))).png();

        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(png))) {
            reader.setInput(input);
            assertThat(reader.getWidth(0)).isCloseTo((int) (85 / 25.4 * 600), within(2));
            IIOMetadataNode root = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
            IIOMetadataNode physical =
                    (IIOMetadataNode) root.getElementsByTagName("pHYs").item(0);
            assertThat(Integer.parseInt(physical.getAttribute("pixelsPerUnitXAxis")) * METRES_PER_INCH)
                    .isCloseTo(600, within(0.1));
            assertThat(physical.getAttribute("unitSpecifier")).isEqualTo("meter");
            assertThat(IntStream.range(0, 3)
                            .mapToObj(i -> ((IIOMetadataNode) root.getElementsByTagName("iTXtEntry")
                                            .item(i))
                                    .getAttribute("text")))
                    .anyMatch(text -> text.contains("20261121-143205-dpo-b0.1"));
        } finally {
            reader.dispose();
        }
    }

    @Test
    void thePdfHasItsFontInside() throws IOException {
        byte[] pdf = new FigureExport(loss, PAGE.withTitle(true)).pdf();

        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document)).contains("Loss", "DPO β 0.1", "mean of 13 steps");
            PDResources page = document.getPage(0).getResources();
            int fonts = 0;
            for (COSName name : page.getXObjectNames()) {
                PDResources drawing = ((PDFormXObject) page.getXObject(name)).getResources();
                for (COSName font : drawing.getFontNames()) {
                    PDFont embedded = drawing.getFont(font);
                    assertThat(embedded.isEmbedded()).as(embedded.getName()).isTrue();
                    fonts++;
                }
            }
            assertThat(fonts).isPositive();
        }
    }

    @Test
    void inGreyNoPixelHasAColour() throws IOException {
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(new FigureExport(loss, PAGE.withGrey(true)).png(100)));

        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                Color pixel = new Color(image.getRGB(x, y));
                assertThat(pixel.getRed()).isEqualTo(pixel.getGreen()).isEqualTo(pixel.getBlue());
            }
        }
    }

    /// WCAG 2.2, success criterion 1.4.11: graphics stand off their ground by at least 3:1.
    @Test
    void everyGreyStandsOffThePaperAndNoTwoLinesAreDashedAlike() {
        List<RunStyle> greys = IntStream.range(0, RunLook.COUNT)
                .mapToObj(run -> RunStyle.greyOf(run, RunLook.of(run)))
                .toList();

        assertThat(greys)
                .allSatisfy(style ->
                        assertThat(1.05 / (luminance(style.color()) + 0.05)).isGreaterThanOrEqualTo(3));
        assertThat(greys).extracting(RunStyle::dash).doesNotHaveDuplicates();
        assertThat(greys).extracting(RunStyle::color).doesNotHaveDuplicates();
    }

    @Test
    void moreRunsThanDashesAreDoubtedInGrey() {
        FigureRun[] eight = IntStream.range(0, 8)
                .mapToObj(i -> SyntheticRuns.dpo(3).withLabel("run " + i))
                .toArray(FigureRun[]::new);

        assertThat(new FigureExport(loss(eight), PAGE.withGrey(true)).doubts()).contains(Doubt.DASHES_REPEAT);
        assertThat(new FigureExport(loss, PAGE.withGrey(true)).doubts()).isEmpty();
    }

    @Test
    void theLegendStandsWhereItIsAskedFor() {
        double below = new FigureExport(loss, PAGE).heightMm();

        assertThat(new FigureExport(loss, PAGE.withLegend(LegendPlace.ABOVE)).heightMm())
                .isEqualTo(below);
        assertThat(new FigureExport(loss, PAGE.withLegend(LegendPlace.NONE)).heightMm())
                .isLessThan(below);
        String svg = new FigureExport(loss, PAGE.withLegend(LegendPlace.NONE)).svgElement();
        assertThat(svg).doesNotContain("DPO β 0.1</text>");
    }

    @Test
    void aLegendTooWideForTheRightSideStandsBelowAndSaysSo() {
        Figure wordy = loss(SyntheticRuns.dpo(200).withLabel("a run with a name as long as a sentence of its own"));

        assertThat(new FigureExport(wordy, FigureOptions.on(Sheet.COLUMN).withLegend(LegendPlace.RIGHT)).doubts())
                .containsExactly(Doubt.LEGEND_BELOW);
    }

    @Test
    void smoothingSeesTheStepsOutsideTheDrawnRange() {
        FigureOptions range =
                PAGE.withSteps(OptionalInt.of(50), OptionalInt.of(60)).withSmoothing(OptionalInt.of(21));
        CurvePanel panel = loss.curvePanels().getFirst();

        Points cut = new DrawnCurves(loss, panel, range).thinned(1000).get(1).points();
        Points whole = Smoothing.of(panel.curves().getFirst().points(), 21);
        assertThat(cut.dots()).extracting(Dot::x).first().isEqualTo(50.0);
        assertThat(cut.size()).isEqualTo(11);
        assertThat(cut.y(0)).isEqualTo(whole.y(49));
    }

    @Test
    void theMarkedStepIsALineAndASentence() {
        FigureExport marked = new FigureExport(loss, PAGE.withMarked(OptionalInt.of(120)));

        assertThat(marked.caption()).contains("The vertical line marks step 120.");
        assertThat(PanelChart.of(loss, loss.panels().getFirst(), marked.options(), 400)
                        .getXYPlot()
                        .getDomainMarkers(Layer.BACKGROUND))
                .hasSize(1);
    }

    @Test
    void aRangeThatEndsBeforeItBeginsIsRefused() {
        assertThatThrownBy(() -> PAGE.withSteps(OptionalInt.of(10), OptionalInt.of(10)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("after the first, 10");
    }

    @Test
    void theSvgIsAFileOfItsOwn() {
        assertThat(new String(new FigureExport(loss, PAGE).svg(), StandardCharsets.UTF_8))
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg")
                .contains("<desc>", "width=\"481.89pt\"");
    }

    /// WCAG 2.2, relative luminance.
    private static double luminance(Color color) {
        double c = color.getRed() / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    private static Figure loss(FigureRun... runs) {
        return Figures.of(FigureKind.LOSS, List.of(), List.of(runs), PairPlots.NEWEST)
                .orElseThrow();
    }
}
