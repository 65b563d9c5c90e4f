package org.dpoworkbench.app.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import org.dpoworkbench.engine.curve.RunCurvesBuilder;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairPlotsTest {
    private static final String HEADER = "id,source,line,step,policy_chosen_logp,policy_rejected_logp,"
            + "reference_chosen_logp,reference_rejected_logp,prompt_tokens,chosen_tokens,rejected_tokens\r\n";

    @TempDir
    Path folder;

    @Test
    void aPairStandsAtItsLogRatios() throws IOException {
        FigureRun run = run();
        CloudPanel cloud = cloud(run, OptionalInt.empty());

        assertThat(cloud.step()).isEqualTo(20);
        assertThat(cloud.pairs().chosen()).containsExactly(-10 - -12.5, -30 - -28);
        assertThat(cloud.pairs().rejected()).containsExactly(-20 - -19, -40 - -33);
        assertThat(cloud.title()).isEqualTo("DPO β 0.1, step 20");
    }

    @Test
    void theMarkedStepTakesTheEvaluationBeforeIt() throws IOException {
        FigureRun run = run();

        assertThat(cloud(run, OptionalInt.of(19)).step()).isZero();
        assertThat(cloud(run, OptionalInt.of(20)).step()).isEqualTo(20);
    }

    @Test
    void lengthsAreThoseOfTheTable() throws IOException {
        Figure figure = Figures.of(FigureKind.LENGTH_HISTOGRAMS, List.of(), List.of(run()), PairPlots.NEWEST)
                .orElseThrow();

        assertThat(figure.panels()).hasSize(2);
        HistogramPanel gaps = (HistogramPanel) figure.panels().getLast();
        assertThat(gaps.sets().getFirst().numbers()).containsExactly(14 - 11, 7 - 12);
        assertThat(gaps.title()).isEqualTo("chosen − rejected, mean −1.0");
    }

    @Test
    void everyNumberFallsIntoABin() {
        Bins bins = Bins.over(List.of(new double[] {0, 7, 93}));

        assertThat(bins.width()).isEqualTo(5);
        assertThat(bins.shares(new double[] {0, 7, 93, 93})).contains(0.25, 0.5).hasSize(19);
    }

    @Test
    void aTableWithoutItsColumnsSaysWhichFile() throws IOException {
        write("pairs-step-000020.csv.gz", "a,b\r\n1,2\r\n");

        assertThatThrownBy(() -> new PairTable().read(folder.resolve("pairs-step-000020.csv.gz")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("pairs-step-000020.csv.gz")
                .hasMessageContaining("policy_chosen_logp");
    }

    private CloudPanel cloud(FigureRun run, OptionalInt step) {
        return (CloudPanel)
                Figures.of(FigureKind.PAIR_CLOUD, List.of(), List.of(run), new PairPlots(new PairTable(), step))
                        .orElseThrow()
                        .panels()
                        .getFirst();
    }

    private FigureRun run() throws IOException {
        write("pairs-step-000000.csv.gz", HEADER + "a,\"x, y\",1,0,-10,-20,-10,-20,3,14,11\r\n");
        write(
                "pairs-step-000020.csv.gz",
                HEADER + "a,\"x, y\",1,20,-10,-20,-12.5,-19,3,14,11\r\nb,x,2,20,-30,-40,-28,-33,3,7,12\r\n");
        RunCurvesBuilder builder = new RunCurvesBuilder();
        for (int step : new int[] {0, 20}) {
            String file = "pairs-step-0000%02d.csv.gz".formatted(step);
            builder.add(new Entry(
                    1, Instant.EPOCH, new Event.Evaluation(step, Map.of("eval_loss", 0.6), Optional.of(file))));
        }
        return SyntheticRuns.withCurves(SyntheticRuns.dpo(1), builder.snapshot())
                .in(folder);
    }

    private void write(String name, String text) throws IOException {
        try (Writer out = new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(folder.resolve(name))), StandardCharsets.UTF_8)) {
            out.write(text);
        }
    }
}
