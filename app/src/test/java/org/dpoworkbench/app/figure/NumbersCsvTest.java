package org.dpoworkbench.app.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.RunCurves.EvaluationPoint;
import org.dpoworkbench.engine.curve.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumbersCsvTest {
    @TempDir
    Path folder;

    @Test
    void everyNumberComesBackAsItWas() throws IOException {
        FigureRun dpo = SyntheticRuns.dpo(20);
        FigureRun ipo = SyntheticRuns.ipo(20);
        Path file = folder.resolve("numbers.csv");
        NumbersCsv.write(List.of(dpo, ipo), file);

        List<List<String>> rows = Files.readAllLines(file).stream()
                .map(line -> Arrays.asList(line.split(",", -1)))
                .toList();
        int margins = rows.getFirst().indexOf("margins/sum");
        for (int step = 1; step <= 20; step++) {
            assertThat(cell(rows, ipo.id(), "training", step, margins))
                    .isEqualTo(ipo.curves().series("margins/sum").at(step).orElseThrow());
        }
        for (EvaluationPoint evaluation : dpo.curves().evaluations()) {
            assertThat(cell(rows, dpo.id(), "held-out", evaluation.step(), margins))
                    .isEqualTo(dpo.curves()
                            .series("eval_margins/sum")
                            .at(evaluation.step())
                            .orElseThrow());
        }
        int reward = rows.getFirst().indexOf("reward/true");
        assertThat(cell(rows, dpo.id(), "policy samples", 20, reward)).isEqualTo(0.71);
        assertThat(rows).hasSize(1 + 2 * (20 + dpo.curves().evaluations().size() + 3));
    }

    /// Tables of other programs have no times.
    @Test
    void stepsWithoutTimesAreWrittenToo() throws IOException {
        RunCurves timed = SyntheticRuns.dpo(5).curves();
        RunCurves untimed = new RunCurves(
                timed.state(),
                timed.totalSteps(),
                Optional.empty(),
                timed.columns(),
                Series.EMPTY,
                timed.evaluations(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        Path file = folder.resolve("numbers.csv");
        NumbersCsv.write(List.of(FigureRun.foreign("x", "x", untimed)), file);

        assertThat(Files.readAllLines(file))
                .filteredOn(line -> line.startsWith("x,x,training,5,,"))
                .hasSize(1);
    }

    @Test
    void everyColumnIsExplained() throws IOException {
        Path numbers = folder.resolve("numbers.csv");
        Path columns = folder.resolve("columns.csv");
        NumbersCsv.write(List.of(SyntheticRuns.dpo(3)), numbers);
        NumbersCsv.writeColumns(columns);

        List<String> explained = Files.readAllLines(columns).stream()
                .map(line -> line.split(",", -1)[0])
                .toList();
        assertThat(explained).contains(Files.readAllLines(numbers).getFirst().split(","));
    }

    private static double cell(List<List<String>> rows, String run, String source, int step, int column) {
        return rows.stream()
                .filter(row -> row.get(0).equals(run)
                        && row.get(2).equals(source)
                        && row.get(3).equals(Integer.toString(step)))
                .map(row -> Double.parseDouble(row.get(column)))
                .findFirst()
                .orElseThrow();
    }
}
