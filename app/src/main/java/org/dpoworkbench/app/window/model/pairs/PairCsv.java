package org.dpoworkbench.app.window.model.pairs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.AtomicFile;

/// The table of pairs as CSV (RFC 4180), numbers in full.
///
/// @param run    the run's id
/// @param step   of the evaluation
/// @param marked ids that the user marked
record PairCsv(String run, int step, List<PairRow> rows, Set<String> marked) {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader(
                    "run",
                    "step",
                    "id",
                    "source",
                    "margins/sum",
                    "margins/mean",
                    "logratios/chosen",
                    "logratios/rejected",
                    "logratios_per_token/chosen",
                    "logratios_per_token/rejected",
                    "lengths/chosen",
                    "lengths/rejected",
                    "lengths/gap",
                    "weight",
                    "flipped_since_first",
                    "flipped_between_runs",
                    "marked")
            .get();

    void write(Path file) {
        var text = new StringBuilder();
        try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
            for (PairRow row : rows) {
                csv.printRecord(
                        run,
                        step,
                        row.id(),
                        row.source(),
                        row.numbers().margin(),
                        row.numbers().marginPerToken(),
                        row.numbers().chosenLogRatio(),
                        row.numbers().rejectedLogRatio(),
                        row.numbers().chosenLogRatioPerToken(),
                        row.numbers().rejectedLogRatioPerToken(),
                        row.numbers().chosenLength(),
                        row.numbers().rejectedLength(),
                        row.gap(),
                        row.weight(),
                        row.sinceFirst(),
                        row.betweenRuns(),
                        marked.contains(row.id()));
            }
            AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UserError(
                    file + " cannot be written: " + e.getMessage() + ". Is the disk full or the folder read-only?", e);
        }
    }
}
