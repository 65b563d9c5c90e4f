package org.dpoworkbench.app.cli.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.EvalSet;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.config.TemplateChoice;
import org.dpoworkbench.engine.config.TruncationMode;
import org.dpoworkbench.engine.problem.Problems;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which preference pairs are used, and how they are read.
public final class DataOptions {
    @Option(
            names = "--data",
            paramLabel = "FILE",
            description =
                    "Preference file: JSON, JSON Lines, Parquet, CSV or TSV, also gzipped or with zstd; or a folder, a"
                            + " pattern, or FOLDER#NAME, a split or a data set of the folder's dataset_info.json; may be"
                            + " given several times (required).")
    private List<Path> data = new ArrayList<>();

    @Option(
            names = "--eval-data",
            paramLabel = "[NAME=]FILE",
            description =
                    "Preference file to evaluate on; may be given several times, wins over --held-out. With a name,"
                            + " the file belongs to an evaluation set of its own beside that, whose metrics are called"
                            + " eval_NAME_loss and so on; where nothing else is held out, the first named set is also the main"
                            + " one (default: none).")
    private List<String> evalData = new ArrayList<>();

    @Option(
            names = "--held-out",
            paramLabel = "N",
            defaultValue = "0",
            description = "Pairs held out of --data for evaluation, all pairs of a prompt on one side; below 1: a share"
                    + " (default: ${DEFAULT-VALUE}, none).")
    private double heldOut;

    @Option(
            names = "--split-seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of that split (default: ${DEFAULT-VALUE}).")
    private long splitSeed;

    @Mixin
    private ColumnOptions columns = new ColumnOptions();

    @Option(
            names = "--prompt-extraction",
            paramLabel = "HOW",
            defaultValue = "auto",
            completionCandidates = Extractions.class,
            description = "How the prompt is found in whole transcripts: ${COMPLETION-CANDIDATES}"
                    + " (default: ${DEFAULT-VALUE}, marker where there are markers).")
    private PromptExtraction promptExtraction = PromptExtraction.AUTO;

    @Option(
            names = "--max-length",
            paramLabel = "TOKENS",
            description = "Longest prompt with one completion; the rest is cut at the right"
                    + " (default: 1024, or the model's context where that is shorter).")
    private Optional<Integer> maxLength = Optional.empty();

    @Option(
            names = "--score-user-turns",
            description = "Score the user's turns inside a completion too, as TRL does (default: they are not scored).")
    private boolean scoreUserTurns;

    @Option(
            names = "--skip-invalid",
            description = "Go on without records that cannot be read (default: stop and name them).")
    private boolean skipInvalid;

    @Option(
            names = "--max-pairs",
            paramLabel = "N",
            description = "Use only the first N pairs of the files (default: all).")
    private Optional<Integer> maxPairs = Optional.empty();

    @Option(
            names = "--chat-template",
            paramLabel = "TEMPLATE",
            description = "What makes texts of conversations: a Jinja file, or a built-in template by its name,"
                    + " chatml or zephyr (default: the model folder's own).")
    private Optional<TemplateChoice> chatTemplate = Optional.empty();

    @Option(
            names = "--truncation-mode",
            paramLabel = "HOW",
            defaultValue = "keep_start",
            completionCandidates = Truncations.class,
            description =
                    "How records beyond --max-length are cut: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE},"
                            + " each side with its prompt, at the right; keep_end: the same, at the left, so that sides of"
                            + " different lengths see different parts of the prompt; original: the prompt first, at its left,"
                            + " then both sides).")
    private TruncationMode truncationMode = TruncationMode.KEEP_START;

    @Option(
            names = "--max-prompt-length",
            paramLabel = "TOKENS",
            description = "With --truncation-mode original, what the prompt is cut to (default: half of --max-length).")
    private Optional<Integer> maxPromptLength = Optional.empty();

    @Option(
            names = "--exclude",
            paramLabel = "IDS",
            description = "Pairs to leave out: a pair's id, or a file with one id a line; may be given several times"
                    + " (default: none).")
    private List<String> exclude = new ArrayList<>();

    public DataConfig toConfig() {
        Problems.in("data")
                .check(!data.isEmpty(), "--data FILE is missing: the preference file")
                .throwIfAny();
        EvalSet.Written held = EvalSet.Written.of(evalData);
        return new DataConfig(
                data.stream().map(ModelOptions::absolute).toList(),
                held.main().stream().map(ModelOptions::absolute).toList(),
                held.sets().stream()
                        .map(set -> new EvalSet(
                                set.name(),
                                set.files().stream().map(ModelOptions::absolute).toList()))
                        .toList(),
                columns.toMapping(),
                promptExtraction,
                heldOut,
                splitSeed,
                optionalInt(maxLength),
                scoreUserTurns,
                skipInvalid,
                optionalInt(maxPairs),
                chatTemplate.map(t -> t.withPath(ModelOptions::absolute)),
                truncationMode,
                optionalInt(maxPromptLength),
                ExcludedPairs.of(exclude));
    }

    /// For commands that take the pairs as they are, all alike.
    ///
    /// @throws UserError also where some are to be held out
    public DataConfig ofAllPairs() {
        DataConfig config = toConfig();
        Problems.in("data")
                .check(
                        !config.holdsOut(),
                        "held_out and --eval-data are not used here, where nothing is trained: give every file as"
                                + " --data")
                .throwIfAny();
        return config;
    }

    static OptionalInt optionalInt(Optional<Integer> value) {
        return value.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    static final class Truncations extends Names<TruncationMode> {
        Truncations() {
            super(TruncationMode.class);
        }
    }

    static final class Extractions extends Names<PromptExtraction> {
        Extractions() {
            super(PromptExtraction.class);
        }
    }
}
