package org.dpoworkbench.engine.train;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.dpoworkbench.engine.loss.PairLogProbs;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.text.TokenizedPair;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/// One row per evaluated pair, as gzipped CSV with a header.
final class PairFile {
    /// @param step after which optimiser step
    record Row(
            String id,
            String source,
            long line,
            int step,
            double policy_chosen_logp,
            double policy_rejected_logp,
            double reference_chosen_logp,
            double reference_rejected_logp,
            int prompt_tokens,
            int chosen_tokens,
            int rejected_tokens) {}

    private PairFile() {}

    static void write(
            Path file, int step, List<TokenizedPair> pairs, List<PairLengths> lengths, List<PairLogProbs> numbers) {
        CsvMapper csv = new CsvMapper();
        CsvSchema schema = csv.schemaFor(Row.class)
                .sortedBy(
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
                .withHeader();
        ObjectWriter rows = csv.writer(schema);
        Path partial = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (Writer out = new OutputStreamWriter(
                            new GZIPOutputStream(Files.newOutputStream(partial)), StandardCharsets.UTF_8);
                    var sequence = rows.writeValues(out)) {
                for (int i = 0; i < pairs.size(); i++) {
                    sequence.write(row(step, pairs.get(i), lengths.get(i), numbers.get(i)));
                }
            }
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UserError(
                    file + " cannot be written: " + e.getMessage() + ". Is the disk full or the folder read-only?", e);
        }
    }

    private static Row row(int step, TokenizedPair pair, PairLengths length, PairLogProbs p) {
        return new Row(
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
