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
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.text.TokenizedCompletion;
import org.dpoworkbench.engine.text.TokenizedExample;

/// One row per evaluated completion of data that are no pairs, as gzipped CSV with a header: log-probs are summed, in
/// nats; lengths are scored tokens. A completion with a verdict has `desirable`, one of a ranked list its `rank` from
/// 1.
final class CompletionFile {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader(
                    "id",
                    "source",
                    "line",
                    "step",
                    "rank",
                    "desirable",
                    "policy_logp",
                    "reference_logp",
                    "prompt_tokens",
                    "tokens")
            .get();

    private CompletionFile() {}

    /// @param step  after which optimiser step
    /// @param first number of the first example in the tables
    static void write(
            Path file,
            int step,
            List<? extends TokenizedExample> examples,
            int first,
            LogProbTable policy,
            LogProbTable reference) {
        Path partial = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (CSVPrinter rows = new CSVPrinter(
                    new OutputStreamWriter(
                            new GZIPOutputStream(Files.newOutputStream(partial)), StandardCharsets.UTF_8),
                    FORMAT)) {
                for (int e = 0; e < examples.size(); e++) {
                    write(rows, step, examples.get(e), first + e, policy, reference);
                }
            }
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UserError(
                    file + " cannot be written: " + e.getMessage() + ". Is the disk full or the folder read-only?", e);
        }
    }

    private static void write(
            CSVPrinter rows,
            int step,
            TokenizedExample example,
            int number,
            LogProbTable policy,
            LogProbTable reference)
            throws IOException {
        boolean verdict = example instanceof TokenizedCompletion;
        for (int c = 0; c < example.completions(); c++) {
            rows.printRecord(
                    example.id(),
                    example.source(),
                    example.line(),
                    step,
                    verdict ? "" : Integer.toString(c + 1),
                    example instanceof TokenizedCompletion completion ? Boolean.toString(completion.desirable()) : "",
                    policy.of(number, c),
                    reference.of(number, c),
                    example.prompt().length,
                    ScoredTokens.of(example, c));
        }
    }
}
