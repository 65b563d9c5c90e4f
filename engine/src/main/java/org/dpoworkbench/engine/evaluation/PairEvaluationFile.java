package org.dpoworkbench.engine.evaluation;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.dpoworkbench.engine.problem.UserError;

/// Reads a run's per-pair files, `pairs-step-000200.csv.gz`: gzipped CSV (RFC 4180) with a header. Columns
/// are found by name, others are ignored; `source` may be missing.
public final class PairEvaluationFile {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    private static final List<String> NEEDED = List.of(
            "id",
            "policy_chosen_logp",
            "policy_rejected_logp",
            "reference_chosen_logp",
            "reference_rejected_logp",
            "chosen_tokens",
            "rejected_tokens");

    private PairEvaluationFile() {}

    /// What a file held.
    ///
    /// @param problem what is wrong with a file that ends too early; its whole rows are in `evaluation`
    public record Reading(PairEvaluation evaluation, Optional<String> problem) {}

    /// Reads the file of the evaluation after `step`.
    ///
    /// @throws UserError where the file is missing, is no such file, or holds no whole row
    public static Reading read(Path file, int step) {
        var columns = new PairColumns();
        try (TornGzip bytes = new TornGzip(Files.newInputStream(file));
                Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8);
                CSVParser rows =
                        CSVParser.builder().setReader(text).setFormat(FORMAT).get()) {
            requireColumns(file, rows.getHeaderNames(), bytes);
            boolean sources = rows.getHeaderMap().containsKey("source");
            Iterator<CSVRecord> each = rows.iterator();
            while (each.hasNext()) {
                CSVRecord row = each.next();
                if (each.hasNext() || !bytes.isTorn()) { // a number may have been cut in two
                    add(columns, row, sources ? row.get("source") : "");
                }
            }
            if (columns.size() == 0) {
                throw empty(file);
            }
            return new Reading(
                    columns.evaluation(step), bytes.isTorn() ? Optional.of(torn(file, columns)) : Optional.empty());
        } catch (NoSuchFileException e) {
            throw new UserError(file + " is gone, so the pairs of step " + step + " cannot be shown.", e);
        } catch (EOFException e) {
            throw empty(file);
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(file + " cannot be read: " + e.getMessage() + ".", e);
        } catch (IllegalArgumentException e) {
            throw new UserError("%s, row %d holds no pair: %s.".formatted(file, columns.size() + 1, e.getMessage()), e);
        }
    }

    private static UserError empty(Path file) {
        return new UserError(file + " is empty or cut off before its first pair. Was the disk full?");
    }

    private static String torn(Path file, PairColumns columns) {
        return "%s was cut off after %d whole rows; these are shown.".formatted(file, columns.size());
    }

    private static void requireColumns(Path file, List<String> header, TornGzip bytes) {
        var missing = new TreeSet<>(NEEDED);
        header.forEach(missing::remove);
        if (!missing.isEmpty() && bytes.isTorn()) {
            throw empty(file);
        }
        if (!missing.isEmpty()) {
            throw new UserError(
                    file + " is no file of evaluated pairs: its header lacks " + String.join(", ", missing) + ".");
        }
    }

    private static void add(PairColumns columns, CSVRecord row, String source) {
        columns.add(
                row.get("id"),
                source,
                new double[] {
                    number(row, "policy_chosen_logp"),
                    number(row, "policy_rejected_logp"),
                    number(row, "reference_chosen_logp"),
                    number(row, "reference_rejected_logp")
                },
                Integer.parseInt(row.get("chosen_tokens")),
                Integer.parseInt(row.get("rejected_tokens")));
    }

    private static double number(CSVRecord row, String column) {
        return Double.parseDouble(row.get(column));
    }
}
