package org.dpoworkbench.engine.worker;

import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.model.AdapterStart;
import org.dpoworkbench.engine.model.WeightLoader;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.text.PairLoader;
import org.dpoworkbench.engine.text.TextLimits;
import org.dpoworkbench.engine.text.TextModel;
import org.dpoworkbench.engine.text.TokenizedCompletion;
import org.dpoworkbench.engine.text.TokenizedExample;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.text.TokenizedRanking;
import org.dpoworkbench.engine.text.TokenizedSet;
import org.dpoworkbench.engine.weights.Architecture;
import org.dpoworkbench.engine.weights.ModelFolder;

/// What a run is made from, read and checked: models and data.
///
/// @param policy    the starting weights
/// @param reference the frozen reference; may be the same folder
/// @param text      the policy's tokenizer and special tokens
/// @param set       the examples, of the kind that the loss learns from
public record RunInputs(
        ModelFolder policy, ModelFolder reference, TextModel text, TokenizedSet<? extends TokenizedExample> set)
        implements AutoCloseable {

    /// Reads models and data.
    ///
    /// @throws UserError that says everything that is wrong with the models or the data
    public static RunInputs open(RunConfig config, Progress progress) {
        return open(config, Optional.empty(), progress);
    }

    /// Reads models and data.
    ///
    /// @param cache folder where the tokens of large files are kept for the next time; absent: nowhere
    /// @throws UserError as the other
    public static RunInputs open(RunConfig config, Optional<Path> cache, Progress progress) {
        ModelFolder policy = ModelFolder.open(config.model().model());
        ModelFolder reference = config.model()
                .reference()
                .filter(r -> !r.equals(config.model().model()))
                .map(ModelFolder::open)
                .orElse(policy);
        requireSameVocabulary(policy, reference);
        config.lora().ifPresent(lora -> AdapterStart.of(lora, policy));
        TextModel text = TextModel.open(policy.path(), limits(policy.architecture()));
        TokenizedSet<? extends TokenizedExample> set = examples(config, text, cache, progress);
        requireContext(reference, set.maxLength());
        return new RunInputs(policy, reference, text, set);
    }

    private static TokenizedSet<? extends TokenizedExample> examples(
            RunConfig config, TextModel text, Optional<Path> cache, Progress progress) {
        DataConfig data = config.data();
        if (config.objective() == Objective.SFT) {
            return PairLoader.load(RecordKind.COMPLETIONS, TokenizedPair.class, data, text, cache, progress);
        }
        return switch (config.loss().data()) {
            case PAIRS -> PairLoader.load(RecordKind.PAIRS, TokenizedPair.class, data, text, cache, progress);
            case UNPAIRED ->
                PairLoader.load(RecordKind.UNPAIRED, TokenizedCompletion.class, data, text, cache, progress);
            case RANKED -> PairLoader.load(RecordKind.RANKINGS, TokenizedRanking.class, data, text, cache, progress);
        };
    }

    /// Checks all that [#open] checks, and the weights' names and shapes.
    ///
    /// @param cache as in [#open]: what is kept there, the run that is begun then does not make again
    /// @return what became of the data
    public static DataReport check(RunConfig config, Optional<Path> cache, Progress progress) {
        try (RunInputs inputs = open(config, cache, progress)) {
            WeightLoader.check(inputs.policy());
            WeightLoader.check(inputs.reference());
            return inputs.set().report();
        }
    }

    /// Whether the policy's own weights, without an adapter, are the reference's.
    public boolean sameWeights() {
        return policy == reference || policy.sha256().equals(reference.sha256());
    }

    public static TextLimits limits(Architecture architecture) {
        return new TextLimits(architecture.vocabularySize(), architecture.context(), architecture.learnedPositions());
    }

    /// Checks that two models score the same tokens.
    ///
    private static void requireContext(ModelFolder reference, int maxLength) {
        Architecture architecture = reference.architecture();
        if (architecture.learnedPositions() && architecture.context() < maxLength) {
            throw new UserError("The reference " + reference.path() + " has " + architecture.context()
                    + " positions, fewer than max_length " + maxLength + ". Set --max-length to "
                    + architecture.context() + " or less.");
        }
    }

    /// @throws UserError where policy and reference count tokens differently
    public static void requireSameVocabulary(ModelFolder policy, ModelFolder reference) {
        int wanted = policy.architecture().vocabularySize();
        int other = reference.architecture().vocabularySize();
        if (wanted != other) {
            throw new UserError("The reference " + reference.path() + " has a vocabulary of " + other + ", the model "
                    + policy.path() + " one of " + wanted
                    + ": they do not score the same tokens. Choose a reference of the same family.");
        }
    }

    @Override
    public void close() {
        text.close();
    }
}
