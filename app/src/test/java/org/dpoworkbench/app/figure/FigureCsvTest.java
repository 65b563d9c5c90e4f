package org.dpoworkbench.app.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.dpoworkbench.engine.curve.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureCsvTest {
    @TempDir
    Path folder;

    private final FigureRun dpo = SyntheticRuns.dpo(2000);

    @Test
    void allPointsAreTheRecordedOnes() throws IOException {
        List<CSVRecord> rows = rows(FigureOptions.on(Sheet.PAGE), FigureCsv.Content.ALL);

        Series loss = dpo.curves().series("loss");
        List<CSVRecord> training = rows.stream()
                .filter(row -> row.get("source").equals("training"))
                .toList();
        assertThat(training).hasSize(2000);
        for (int i = 0; i < loss.size(); i++) {
            assertThat(Integer.parseInt(training.get(i).get("x"))).isEqualTo(loss.step(i));
            assertThat(Double.parseDouble(training.get(i).get("value"))).isEqualTo(loss.value(i));
        }
        assertThat(rows.stream().filter(row -> row.get("source").equals("held-out")))
                .hasSize(11);
    }

    @Test
    void drawnPointsAreThoseOfTheRangeAndSaySmoothing() throws IOException {
        List<CSVRecord> rows = rows(
                FigureOptions.on(Sheet.PAGE).withSteps(OptionalInt.of(1000), OptionalInt.of(1100)),
                FigureCsv.Content.DRAWN);

        assertThat(rows)
                .allSatisfy(row -> assertThat(Integer.parseInt(row.get("x"))).isBetween(1000, 1100));
        assertThat(rows)
                .extracting(row -> row.get("source"))
                .contains("training, each step", "training, smoothed", "held-out, points");
    }

    private List<CSVRecord> rows(FigureOptions options, FigureCsv.Content content) throws IOException {
        Figure figure = Figures.of(FigureKind.LOSS, List.of(), List.of(dpo), PairPlots.NEWEST)
                .orElseThrow();
        Path file = folder.resolve("loss.csv");
        FigureCsv.write(new FigureExport(figure, options), content, file);
        try (Reader text = Files.newBufferedReader(file)) {
            return CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(text)
                    .getRecords();
        }
    }
}
