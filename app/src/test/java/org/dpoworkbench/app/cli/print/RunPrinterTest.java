package org.dpoworkbench.app.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.app.figure.SyntheticRuns;
import org.dpoworkbench.app.room.RunEnd;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPrinterTest {
    private static final RunFolder FOLDER = new RunFolder(Path.of("/runs/one"));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private long seq;

    private RunPrinter inLog() {
        return RunPrinter.text(Console.log(new PrintWriter(out), new PrintWriter(err)), FOLDER);
    }

    private RunPrinter onTerminal(int columns) {
        return RunPrinter.text(Console.terminal(new PrintWriter(out), new PrintWriter(err), columns), FOLDER);
    }

    private Entry at(double second, Event event) {
        return new Entry(++seq, Instant.EPOCH.plusMillis(Math.round(1000 * second)), event);
    }

    private static Event step(int step) {
        return new Event.Step(
                step,
                Map.of(
                        "loss", 0.6931,
                        "logratios/chosen", 0.314,
                        "logratios/rejected", -0.421,
                        "margins/sum", 0.735,
                        "speed/pairs_per_second", 38.24));
    }

    @Test
    void aLogGetsEveryTwentiethStepAndWhatIsNotable() {
        RunPrinter printer = inLog();
        printer.accept(at(0, new Event.Started(4711, "here", 200)));
        for (int i = 1; i <= 200; i++) {
            printer.accept(at(i * 0.1, step(i)));
        }
        printer.accept(at(
                20,
                new Event.Evaluation(
                        200, Map.of("eval_loss", 0.61, "eval_rewards/accuracies", 0.712), Optional.empty())));
        printer.accept(at(20, new Event.Checkpoint(200, "checkpoints/step-000200")));
        printer.accept(at(20, new Event.Warning(200, "clipping", "More than half of the steps are clipped.")));
        printer.accept(at(21, new Event.Finished(200, "model")));
        printer.end(RunEnd.at(RunState.FINISHED));

        List<String> lines = err.toString().lines().toList();
        assertThat(lines.getFirst()).isEqualTo("Run one: 200 steps, worker process 4711");
        assertThat(lines.stream().filter(line -> line.startsWith("step "))).hasSize(21);
        assertThat(lines)
                .contains("step 100/200, loss 0.6931, log-ratios +0.31/-0.42, margin +0.74, 38.2 pairs/s, 0:10 left")
                .contains("Held-out pairs after step 200: loss 0.6100, accuracy 71.2 %")
                .contains("Checkpoint after step 200: checkpoints/step-000200")
                .contains("Warning: More than half of the steps are clipped.")
                .contains("All 200 steps done, model in /runs/one/model")
                .last()
                .isEqualTo("Finished: /runs/one");
        assertThat(err.toString()).doesNotContain("\u001b", "\r");
    }

    @Test
    void whatIsNoPairIsNotCalledOne(@TempDir Path folder) throws IOException {
        for (var kind : List.of(
                Map.entry(LossType.KTO, "completions"),
                Map.entry(LossType.PLACKETT_LUCE, "rankings"),
                Map.entry(LossType.SIGMOID, "pairs"))) {
            RunFolder run = new RunFolder(folder.resolve(kind.getValue()));
            Files.createDirectories(run.path());
            LossConfig loss = new LossConfig(kind.getKey(), 0.1, 0, IpoNormalisation.MEAN);
            RunConfigFile.write(SyntheticRuns.config(loss), run.config());
            RunPrinter printer = RunPrinter.text(Console.log(new PrintWriter(out), new PrintWriter(err)), run);
            err.getBuffer().setLength(0);
            printer.accept(at(0, new Event.Started(1, "here", 1)));
            printer.accept(at(1, step(1)));
            printer.accept(at(2, new Event.Evaluation(1, Map.of("eval_loss", 0.5), Optional.empty())));

            assertThat(err.toString())
                    .contains("Held-out " + kind.getValue() + " after step 1: loss 0.5000")
                    .contains(" 38.2 " + kind.getValue() + "/s");
        }
    }

    @Test
    void aSlowRunsLogGetsALineInHalfAMinute() {
        RunPrinter printer = inLog();
        printer.accept(at(0, new Event.Started(1, "here", 100_000)));
        for (int i = 1; i <= 60; i++) {
            printer.accept(at(i * 10, step(i)));
        }

        assertThat(err.toString().lines().filter(line -> line.startsWith("step ")))
                .hasSize(20);
    }

    @Test
    void aTerminalGetsOneLineThatFits() {
        for (int columns : List.of(40, 60, 80, 200)) {
            err.getBuffer().setLength(0);
            RunPrinter printer = onTerminal(columns);
            printer.accept(at(0, new Event.Started(1, "here", 1000)));
            printer.accept(at(1, step(1)));

            assertThat(lastStatus()).startsWith("step 1/1000").hasSizeLessThan(columns);
        }
    }

    @Test
    void aWideTerminalGetsEverything() {
        RunPrinter printer = onTerminal(160);
        printer.accept(at(0, new Event.Started(1, "here", 4)));
        printer.accept(at(10, step(1)));

        assertThat(lastStatus())
                .isEqualTo("step 1/4  " + "█".repeat(7) + "░".repeat(23)
                        + "  loss 0.6931  log-ratios +0.31/-0.42  margin +0.74  38.2 pairs/s  0:30 left");
    }

    @Test
    void aNarrowTerminalKeepsTheLoss() {
        RunPrinter printer = onTerminal(44);
        printer.accept(at(0, new Event.Started(1, "here", 4)));
        printer.accept(at(10, step(1)));

        assertThat(lastStatus()).contains("loss 0.6931").doesNotContain("log-ratios");
    }

    @Test
    void aNotableLineStandsAboveTheBar() {
        RunPrinter printer = onTerminal(80);
        printer.accept(at(0, new Event.Started(1, "here", 4)));
        printer.accept(at(1, step(1)));
        printer.accept(at(2, new Event.Checkpoint(1, "checkpoints/step-000001")));

        assertThat(err.toString()).endsWith("\r\u001b[KCheckpoint after step 1: checkpoints/step-000001\n");
    }

    @Test
    void aPhaseIsShownWithWhatItCounts() {
        RunPrinter terminal = onTerminal(80);
        terminal.accept(at(0, new Event.Progress("reference log-probs", 120, 4000, "pairs")));

        assertThat(lastStatus()).startsWith("reference log-probs 120/4000 pairs");
    }

    @Test
    void inALogAPhaseThatIsSoonOverIsNotTold() {
        RunPrinter log = inLog();
        log.accept(at(0, new Event.Progress("evaluation", 0, 400, "pairs")));
        log.accept(at(1, new Event.Progress("evaluation", 400, 400, "pairs")));

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void inALogALongPhaseIsSparse() {
        RunPrinter log = inLog();
        for (int i = 0; i <= 4000; i += 10) {
            log.accept(at(i * 0.01, new Event.Progress("reference log-probs", i, 4000, "pairs")));
        }

        assertThat(err.toString().lines()).hasSize(20).first().asString().startsWith("reference log-probs 200/4000");
    }

    @Test
    void aRunTakenUpLateTellsTheRestFromItsOwnTimes() {
        RunPrinter printer = inLog();
        printer.accept(at(0, new Event.Resumed(50, 1, "here", 100)));
        printer.accept(at(2, step(51)));

        assertThat(err.toString())
                .contains("goes on after step 50 of 100")
                .contains("step 51/100")
                .contains("1:38 left");
    }

    @Test
    void atStepZeroThereIsNoAccuracyYet() {
        inLog().accept(at(0, new Event.Evaluation(0, Map.of("eval_rewards/accuracies", 0.0), Optional.empty())));

        assertThat(err.toString()).contains("accuracy –");
    }

    @Test
    void aTextCannotCommandTheTerminal() {
        onTerminal(80).accept(at(0, new Event.Warning(1, "odd", "\u001b[2Jgone")));

        assertThat(err.toString()).doesNotContain("\u001b[2J").contains("gone");
    }

    @Test
    void aFailureIsToldOnce() {
        RunPrinter printer = inLog();
        printer.accept(at(0, new Event.Failed(7, "Step 8: the loss is NaN.")));
        printer.end(new RunEnd(RunState.FAILED, Optional.of("Step 8: the loss is NaN."), List.of()));

        assertThat(err.toString()).containsOnlyOnce("the loss is NaN");
    }

    @Test
    void aCrashThatTheJournalTellsIsToldOnce() {
        RunPrinter printer = inLog();
        printer.accept(at(0, new Event.Warning(7, "crashed", "The worker crashed after step 7.")));
        printer.end(new RunEnd(RunState.CRASHED, Optional.of("The worker crashed after step 7."), List.of()));

        assertThat(err.toString()).containsOnlyOnce("The worker crashed after step 7.");
    }

    @Test
    void pausesAreTold() {
        RunPrinter printer = inLog();
        printer.accept(at(0, new Event.Started(1, "here", 10)));
        printer.accept(at(1, new Event.State(RunState.RUNNING, Optional.empty())));
        printer.accept(at(2, new Event.State(RunState.PAUSED, Optional.of("x"))));
        printer.accept(at(100, new Event.State(RunState.RUNNING, Optional.of("y"))));

        assertThat(err.toString().lines()).hasSize(3).last().isEqualTo("Goes on");
    }

    private String lastStatus() {
        String said = err.toString();
        return said.substring(said.lastIndexOf("\u001b[K") + 3);
    }
}
