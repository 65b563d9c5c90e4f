package org.dpoworkbench.engine.train;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dpoworkbench.engine.loss.PairLogProbs;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.text.TokenizedPair;

/// One row per evaluated pair, as gzipped CSV with a header: log-probs are summed, in nats; lengths are scored tokens.
final class PairFile {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader(
                    "id",
                    "source",
                    "line",
                    "step",
                    "policy_chosen_logp",
                    "policy_rejected_logp",
                    "reference_chosen_logp",
                    "reference_rejected_logp",
                    "prompt_tokens",
                    "chosen_tokens",
                    "rejected_tokens")
            .get();

    private PairFile() {}

    /// @param step after which optimiser step
    static void write(
            Path file, int step, List<TokenizedPair> pairs, List<PairLengths> lengths, List<PairLogProbs> numbers) {
        Path partial = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (CSVPrinter rows = new CSVPrinter(
                    new OutputStreamWriter(
                            new GZIPOutputStream(Files.newOutputStream(partial)), StandardCharsets.UTF_8),
                    FORMAT)) {
                for (int i = 0; i < pairs.size(); i++) {
                    write(rows, step, pairs.get(i), lengths.get(i), numbers.get(i));
                }
            }
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UserError(
                    file + " cannot be written: " + e.getMessage() + ". Is the disk full or the folder read-only?", e);
        }
    }

    private static void write(CSVPrinter rows, int step, TokenizedPair pair, PairLengths length, PairLogProbs p)
            throws IOException {
        rows.printRecord(
                pair.id(),
                pair.source(),
                pair.line(),
                step,
                p.chosen(),
                p.rejected(),
                p.referenceChosen(),
                p.referenceRejected(),
                length.prompt(),
                length.chosen(),
                length.rejected());
    }
}
