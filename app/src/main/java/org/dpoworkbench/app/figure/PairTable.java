package org.dpoworkbench.app.figure;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.DoubleStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.dpoworkbench.engine.problem.UserError;

/// Reads the table of pairs that an evaluation wrote; see `docs/run-folder.md`.
public final class PairTable implements PairPoints {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    @Override
    public Pairs read(Path file) throws IOException {
        var chosen = DoubleStream.builder();
        var rejected = DoubleStream.builder();
        var chosenTokens = DoubleStream.builder();
        var rejectedTokens = DoubleStream.builder();
        try (Reader text =
                        new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8);
                CSVParser rows = FORMAT.parse(text)) {
            for (CSVRecord row : rows) {
                chosen.add(number(row, "policy_chosen_logp") - number(row, "reference_chosen_logp"));
                rejected.add(number(row, "policy_rejected_logp") - number(row, "reference_rejected_logp"));
                chosenTokens.add(number(row, "chosen_tokens"));
                rejectedTokens.add(number(row, "rejected_tokens"));
            }
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new UserError(
                    "%s cannot be read as a table of pairs: %s. It was written by the run's evaluation and should not be"
                                    .formatted(file, e.getMessage())
                            + " edited; choose another step, or evaluate again.",
                    e);
        }
        return new Pairs(
                chosen.build().toArray(),
                rejected.build().toArray(),
                chosenTokens.build().toArray(),
                rejectedTokens.build().toArray());
    }

    private static double number(CSVRecord row, String column) {
        return Double.parseDouble(row.get(column));
    }
}
