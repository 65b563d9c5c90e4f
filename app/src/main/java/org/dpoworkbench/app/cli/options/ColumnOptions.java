package org.dpoworkbench.app.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.config.ColumnMapping;
import picocli.CommandLine.Option;

/// Which fields of a file hold what.
public final class ColumnOptions {
    @Option(
            names = "--prompt",
            paramLabel = "FIELD",
            description = "Field that holds the prompt (default: recognised from the fields).")
    private Optional<String> prompt = Optional.empty();

    @Option(
            names = "--chosen",
            paramLabel = "FIELD",
            description = "Field that holds the preferred completion (default: recognised from the fields).")
    private Optional<String> chosen = Optional.empty();

    @Option(
            names = "--rejected",
            paramLabel = "FIELD",
            description = "Field that holds the other completion (default: recognised from the fields).")
    private Optional<String> rejected = Optional.empty();

    @Option(
            names = "--completion",
            paramLabel = "FIELD",
            description = "Field that holds the only completion, of files for fine-tuning and of unpaired ones"
                    + " (default: recognised from the fields).")
    private Optional<String> completion = Optional.empty();

    @Option(
            names = "--label",
            paramLabel = "FIELD",
            description = "Field that says whether that completion is wanted: true or false, 1 or 0"
                    + " (default: recognised from the fields).")
    private Optional<String> label = Optional.empty();

    @Option(
            names = "--completions",
            paramLabel = "FIELDS",
            split = ",",
            description = "Fields that hold several completions of a prompt: one that lists them, or one each,"
                    + " separated by commas (default: recognised from the fields).")
    private List<String> completions = new ArrayList<>();

    @Option(
            names = "--ranks",
            paramLabel = "FIELDS",
            split = ",",
            description =
                    "Fields that hold the completions' ranks, the lowest the best: one that lists them, or one each"
                            + " (default: recognised from the fields).")
    private List<String> ranks = new ArrayList<>();

    @Option(
            names = "--scores",
            paramLabel = "FIELDS",
            split = ",",
            description = "Fields that hold the completions' scores, more is better: one that lists them, or one each"
                    + " (default: recognised from the fields).")
    private List<String> scores = new ArrayList<>();

    @Option(
            names = "--preference",
            paramLabel = "FIELDS",
            split = ",",
            description = "Fields that say which of two completions is better, one for every vote"
                    + " (default: recognised from the fields).")
    private List<String> preference = new ArrayList<>();

    @Option(
            names = "--source-column",
            paramLabel = "FIELD",
            description = "Field that says where a record comes from, for metrics of each source (default: none).")
    private Optional<String> source = Optional.empty();

    public ColumnMapping toMapping() {
        return new ColumnMapping(
                prompt, chosen, rejected, completion, label, completions, ranks, scores, preference, source);
    }
}
