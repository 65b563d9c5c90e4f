package org.dpoworkbench.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.app.figure.SyntheticRuns;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.generate.CompletionEnd;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTest {
    private static final Instant WRITTEN = Instant.parse("2026-11-21T15:00:00Z");

    @TempDir
    Path folder;

    private final FigureRun dpo = SyntheticRuns.dpo(60);
    private final FigureRun ipo = SyntheticRuns.ipo(60);

    @Test
    void theReportNamesRunsSettingsAndValuesInRealText() throws IOException {
        ReportText text = new ReportText(
                "DPO beside IPO",
                List.of("Same data, same seed."),
                WRITTEN,
                Map.of(dpo.id(), Map.of("backend", "cpu"), ipo.id(), Map.of("backend", "cpu")),
                List.of());
        Report report = Report.write(List.of(dpo, ipo), text, folder, Progress.NONE);

        assertThat(textOf(report.pdf()))
                .contains("DPO beside IPO", "Same data, same seed.")
                .contains(dpo.id(), ipo.id(), "β 0.1", "1/(4β²) = 25")
                .contains("loss.loss_type", "optimizer.learning_rate", "1e-4", "backend")
                .contains("Reward accuracy", "rewards/accuracies", "other loss")
                .contains("The film, seen on day 1, was", "a joy from its first scene");
    }

    @Test
    void completionsWithVerdictsAreNotCalledPairs() throws IOException {
        LossConfig loss = new LossConfig(LossType.KTO, 0.1, 0, IpoNormalisation.MEAN);
        FigureRun kto = FigureRun.of("kto", SyntheticRuns.config(loss), dpo.curves(), Optional.empty());
        Report report = Report.write(List.of(kto), ReportText.titled("KTO", WRITTEN), folder, Progress.NONE);

        assertThat(Files.readString(report.html()))
                .contains("Held-out completions")
                .doesNotContain("Held-out pairs", "Reward accuracy compares with the reference");
    }

    @Test
    void everyFileIsThere() throws IOException {
        Report report = Report.write(List.of(dpo, ipo), ReportText.titled("Two runs", WRITTEN), folder, Progress.NONE);

        assertThat(Files.size(report.pdf())).isGreaterThan(5_000);
        assertThat(Files.size(report.numbers())).isGreaterThan(1_000);
        assertThat(report.figures()).hasSizeGreaterThanOrEqualTo(6).allSatisfy(figure -> {
            assertThat(Files.size(figure.png())).isGreaterThan(5_000);
            assertThat(figure.svgFile()).isNotEmptyFile();
            assertThat(figure.caption()).isNotEmptyFile();
        });
    }

    @Test
    void thePageForTheBrowserIsOneFileThatLoadsNothing() throws Exception {
        Report report = Report.write(List.of(dpo, ipo), ReportText.titled("Two runs", WRITTEN), folder, Progress.NONE);

        String html = Files.readString(report.html());
        assertThat(html).contains("<svg").doesNotContain("<img", "<script", "<link", "src=");
        Document page = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html)));
        assertThat(page.getElementsByTagName("svg").getLength())
                .isEqualTo(report.figures().size());
    }

    @Test
    void sampledTextCannotBreakThePage() throws IOException {
        String hostile = "</td><script>alert(1)</script> & \u0000\u0007 \uD83D\uDE00 日本語 \uD800";
        Event.Samples samples = new Event.Samples(
                60,
                "policy",
                List.of(new Event.Sample("Prompt <b>", hostile, 9, CompletionEnd.END_TOKEN)),
                Map.of("reward/true", 0.25));
        Report report = Report.write(
                List.of(withSamples(dpo, List.of(samples))),
                ReportText.titled("Hostile", WRITTEN),
                folder,
                Progress.NONE);

        assertThat(textOf(report.pdf())).contains("</td><script>alert(1)</script> &", "Prompt <b>");
        assertThat(Files.readString(report.html())).doesNotContain("<script");
    }

    @Test
    void aRunThatDidNotFinishIsSaidToBeSo() throws IOException {
        RunCurves curves = dpo.curves();
        FigureRun failed = SyntheticRuns.withCurves(
                dpo,
                new RunCurves(
                        RunState.FAILED,
                        100,
                        curves.begun(),
                        curves.columns(),
                        curves.seconds(),
                        curves.evaluations(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.of("The loss is not a number in batch 61.")));
        Report report = Report.write(List.of(failed), ReportText.titled("One run", WRITTEN), folder, Progress.NONE);

        assertThat(textOf(report.pdf()))
                .contains("did not finish", "The loss is not a number in batch 61.", "60 of 100");
    }

    @Test
    void differentDataIsPointedOut() {
        FigureRun other = FigureRun.of("other", ipo.config().orElseThrow(), ipo.curves(), Optional.of("0".repeat(64)));

        assertThat(Notes.on(List.of(dpo, other))).anyMatch(note -> note.contains("did not see the same data"));
        assertThat(Notes.on(List.of(dpo, ipo))).noneMatch(note -> note.contains("did not see the same data"));
    }

    @Test
    void theNormalisationInForceIsAlwaysSaid() {
        assertThat(Notes.on(List.of(ipo))).anyMatch(note -> note.contains("1/(2β) = 5 nats a sequence"));
        assertThat(Notes.on(List.of(SyntheticRuns.ipoMean(10))))
                .anyMatch(note -> note.contains("1/(2β) = 1 nats a token"));
    }

    @Test
    void aRunOfAnotherProgramIsReportedOnWithoutItsSettings() throws IOException {
        FigureRun foreign = FigureRun.foreign("outputs", "TRL run", ipo.curves());
        Report report = Report.write(List.of(dpo, foreign), ReportText.titled("Mixed", WRITTEN), folder, Progress.NONE);

        assertThat(textOf(report.pdf())).contains("The settings of TRL run are not known", "other loss");
    }

    @Test
    void aReportOnNothingIsRefused() {
        assertThatThrownBy(() -> Report.write(List.of(), ReportText.titled("None", WRITTEN), folder, Progress.NONE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no run");
    }

    private static FigureRun withSamples(FigureRun run, List<Event.Samples> samples) {
        RunCurves curves = run.curves();
        return SyntheticRuns.withCurves(
                run,
                new RunCurves(
                        curves.state(),
                        curves.totalSteps(),
                        curves.begun(),
                        curves.columns(),
                        curves.seconds(),
                        curves.evaluations(),
                        samples,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
    }

    /// The text with its line breaks as spaces.
    private static String textOf(Path pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }
}
