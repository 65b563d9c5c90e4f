package org.dpoworkbench.engine.train;

import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.generate.TextSampler;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.model.AdapterStart;
import org.dpoworkbench.engine.model.Adapters;
import org.dpoworkbench.engine.model.ChangedWeights;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.model.DecoderSettings;
import org.dpoworkbench.engine.model.WeightLoader;
import org.dpoworkbench.engine.order.StepPlan;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.schedule.LearningRate;
import org.dpoworkbench.engine.text.Lists;
import org.dpoworkbench.engine.text.TokenizedCompletion;
import org.dpoworkbench.engine.text.TokenizedExample;
import org.dpoworkbench.engine.text.TokenizedSet;
import org.dpoworkbench.engine.weights.DType;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.weights.ModelWriter;

/// A run's arithmetic: reference log-probs once, then step after step. It decides nothing about when to evaluate,
/// save or stop; that is its caller's.
///
/// Use: [#prepare], then [#load] or [#resume], then [#step] until [#finished].
public final class Trainer {
    private final RunConfig config;
    private final Backend backend;
    private final TokenizedSet<? extends TokenizedExample> set;
    private final int[] lengths; // (training examples) all tokens of each
    private final Visits visits;
    private final int[] visited;
    private final TokenBudget budget;
    private final ModelFolder model;
    private final Optional<AdapterStart> adapter;
    private final Decoder decoder;
    private final Optimizer optimizer;
    private ChangedWeights changedWeights;
    private final LearningRate schedule;
    private final StepExamples step;
    private final GradientStep gradientStep;
    private final StepRecord stepRecord;
    private Decoder referenceDecoder;
    private Optional<TextSampler> sampler = Optional.empty();
    private boolean sameWeights;
    private boolean startsFromReference;
    private boolean referenceIsBase;
    private Training training;
    private int done;
    private long tokens;
    private boolean changed;

    public Trainer(RunConfig config, Backend backend, ModelFolder model, TokenizedSet<? extends TokenizedExample> set) {
        this.config = config;
        this.backend = backend;
        this.set = set;
        lengths = set.train().stream().mapToInt(ScoredTokens::all).toArray();
        visits = new Visits(config.batch(), lengths);
        visited = visits.visited();
        budget = budget();
        this.model = model;
        adapter = config.lora().map(lora -> AdapterStart.of(lora, model));
        decoder = new Decoder(
                backend,
                model.architecture(),
                DecoderSettings.training(budget.rows())
                        .with(adapter.map(AdapterStart::settings))
                        .with(adapter.isPresent() ? config.memory().frozenDtype() : FrozenDtype.FLOAT32)
                        .checkpointed(config.memory().gradientCheckpointing()));
        referenceDecoder = decoder;
        optimizer = Optimizer.of(config.optimizer(), backend, decoder.trained());
        schedule = LearningRate.of(config.optimizer(), plan().totalSteps());
        step = visits.emptyStep();
        gradientStep = new GradientStep(
                backend, decoder, set.train(), budget, config.batch().seed());
        stepRecord = new StepRecord(config.optimizer().maxGradNorm());
    }

    private TokenBudget budget() {
        List<TokenizedExample> all = Lists.concat(set.train(), set.allHeldOut());
        TokenBudget needed = TokenBudget.of(
                        config.batch().maxTokensPerMicroBatch(), Math.max(visits.examplesAtOnce(), 64), all)
                .atLeast(longestSample());
        return needed.atLeast(Training.longest(config, set));
    }

    private int longestSample() {
        if (config.evaluation().samplePrompts() == 0) {
            return 0;
        }
        int prompt =
                set.heldOut().stream().mapToInt(e -> e.asked().length).max().orElse(0);
        return prompt + config.evaluation().sampling().maxNewTokens();
    }

    public StepPlan plan() {
        return visits.plan();
    }

    /// Optimiser steps done.
    public int done() {
        return done;
    }

    public boolean finished() {
        return done == plan().totalSteps();
    }

    public boolean hasHeldOut() {
        return !set.evaluation().isEmpty();
    }

    /// Whether the policy is still, to the bit, the reference that it is held against.
    public boolean policyIsReference() {
        return startsFromReference && !changed;
    }

    /// Share of the trained weights that differ from the start's in the number type of the final model.
    public double changedWeights() {
        return changedWeights.share();
    }

    Collection<FloatTensor> optimiserState() {
        return optimizer.state();
    }

    /// Bytes of all buffers.
    public long allocatedBytes() {
        return backend.allocatedBytes();
    }

    /// Loads the reference and computes its log-probs of every example that the run visits and of the held-out
    /// ones, from the cache as far as they are there. The reference is the model of the folder. With an adapter
    /// to start from and no reference named, it is that adapter over the model, as it is now.
    ///
    /// @param sameWeights whether the policy's own weights, without an adapter, are the reference's
    /// @param cache       folder of the cache
    public void prepare(ModelFolder reference, boolean sameWeights, Path cache, Progress progress) {
        this.sameWeights = sameWeights;
        boolean adapted = adapter.flatMap(AdapterStart::folder).isPresent()
                && config.model().reference().isEmpty();
        startsFromReference =
                sameWeights && (adapted || adapter.flatMap(AdapterStart::folder).isEmpty());
        referenceIsBase = adapter.isPresent() && sameWeights && !adapted;
        makeReferenceDecoder(reference);
        WeightLoader.load(reference, referenceDecoder);
        beginAdapter();
        decoder.adapters().ifPresent(a -> a.off(!adapted));
        String weights = reference.sha256()
                + (adapted ? adapter.orElseThrow().folder().orElseThrow().sha256() : "")
                + config.memory().frozenDtype();
        training = Training.of(config, set, visits, visited, decoder, budget, new ReferenceSource() {
            @Override
            public LogProbTable logProbs(List<? extends TokenizedExample> examples, TokenWeighting weighting) {
                ReferenceCache kept =
                        new ReferenceCache(cache, weights, backend.description(), budget, weighting, examples);
                return new ReferencePass(referenceDecoder, budget, weighting, kept).run(examples, progress);
            }
        });
    }

    /// Makes one for the reference where the policy's cannot serve it.
    void makeReferenceDecoder(ModelFolder reference) {
        if (needsDecoderOfItsOwn(reference)) {
            referenceDecoder = new Decoder(
                    backend,
                    reference.architecture(),
                    DecoderSettings.scoring(budget.rows()).with(config.memory().frozenDtype()));
        }
    }

    /// Another architecture does not fit into the policy's memory, nor do weights in a number type that the
    /// policy's are not kept in.
    private boolean needsDecoderOfItsOwn(ModelFolder reference) {
        return !reference.architecture().equals(model.architecture())
                || (adapter.isEmpty() && config.memory().frozenDtype() != FrozenDtype.FLOAT32);
    }

    /// Puts the adapter's starting weights in place.
    private void beginAdapter() {
        if (adapter.isPresent()) {
            adapter.get()
                    .folder()
                    .ifPresentOrElse(
                            folder -> WeightLoader.load(folder, decoder),
                            () -> decoder.adapters()
                                    .orElseThrow()
                                    .initialise(config.batch().seed()));
        }
        changedWeights = new ChangedWeights(decoder, model, config.model().saveDtype());
    }

    /// Loads the policy's starting weights, where they are not the reference's, which are there already.
    public void load(ModelFolder policy) {
        if (!sameWeights || referenceDecoder != decoder) {
            WeightLoader.load(policy, decoder);
        }
        decoder.adapters().ifPresent(a -> a.off(false));
    }

    /// Continues from a checkpoint.
    public void resume(Path checkpoint) {
        if (adapter.isPresent()) {
            load(model);
        }
        Checkpoints.Progress progress = Checkpoints.read(checkpoint, decoder, optimizer);
        done = progress.step();
        tokens = progress.numTokens();
        changed = progress.changed();
    }

    /// One optimiser step.
    ///
    /// @throws UserError where the loss or the gradient is no number, before any weight is changed
    public Event.Step step() {
        stepRecord.begin();
        visits.fill(done, step);
        StepObjective objective = training.objective();
        objective.policyIsReference(policyIsReference());
        double norm = gradientStep.run(done, step, objective);
        double rate = schedule.at(done);
        if (!Double.isFinite(objective.loss()) || !Double.isFinite(norm)) {
            throw NotANumber.error(done + 1, objective.loss(), norm, rate, changed, step, set.train());
        }
        double factor = Clipping.factor(norm, config.optimizer().maxGradNorm());
        optimizer.step(done + 1, rate, factor);
        changed |= rate > 0;
        long seen = 0;
        for (int i = 0; i < step.count(); i++) {
            seen += lengths[step.example(i)];
        }
        tokens += seen;
        Map<String, Double> metrics =
                stepRecord.end(objective, rate, norm, plan().epochAfter(done), tokens, step.count(), seen);
        done++;
        return new Event.Step(done, metrics);
    }

    /// Begins the epochs anew with the weights as they are; for measuring.
    public void startOver() {
        done = 0;
        tokens = 0;
    }

    /// What the comparison before the first update found wrong, once it is over.
    public Optional<String> stepZeroAlarm() {
        return training.objective().stepZero().flatMap(StepZero::alarm);
    }

    /// Evaluates on the held-out examples of all sets.
    public Event.Evaluation evaluate(RunFolder folder, Progress progress) {
        return training.evaluation().run(folder, done, policyIsReference(), progress);
    }

    /// Samples under the policy's present weights. Its memory is made at the first call.
    public TextSampler sampler() {
        if (sampler.isEmpty()) {
            sampler = Optional.of(new TextSampler(backend, decoder, budget.rows()));
        }
        return sampler.get();
    }

    /// Samples under the reference, between [#prepare] and [#load].
    public TextSampler referenceSampler() {
        return referenceDecoder == decoder ? sampler() : new TextSampler(backend, referenceDecoder, budget.rows());
    }

    /// Summed log-probs of completions under the policy as it is, in nats.
    public double[] logProbs(List<TokenizedCompletion> completions) {
        return logProbs(decoder, completions);
    }

    /// The same under the reference, where its weights are still there: in a decoder of its own, or as the
    /// policy's with the adapter off. Else absent: the policy's weights have taken their place.
    public Optional<double[]> referenceLogProbs(List<TokenizedCompletion> completions) {
        if (referenceDecoder != decoder) {
            return Optional.of(logProbs(referenceDecoder, completions));
        }
        if (!referenceIsBase) {
            return Optional.empty();
        }
        Adapters adapters = decoder.adapters().orElseThrow();
        adapters.off(true);
        try {
            return Optional.of(logProbs(decoder, completions));
        } finally {
            adapters.off(false);
        }
    }

    private double[] logProbs(Decoder under, List<TokenizedCompletion> completions) {
        LogProbTable table = new LogProbTable(completions, TokenWeighting.PLAIN);
        new LogProbPass(under, budget, TokenWeighting.PLAIN).run(completions, table, "kl", Progress.NONE);
        double[] sums = new double[completions.size()];
        Arrays.setAll(sums, i -> table.of(i, 0));
        return sums;
    }

    /// Tokens of the largest micro-batch.
    public int rows() {
        return budget.rows();
    }

    /// Prompts of the main evaluation set, each once, for sampling: the first that are neither empty nor too long.
    ///
    /// @param longest tokens of the longest prompt taken
    public List<int[]> samplePrompts(int most, int longest) {
        return set.heldOut().stream()
                .map(TokenizedExample::asked)
                .filter(p -> p.length > 0 && p.length <= longest)
                .map(IntBuffer::wrap)
                .distinct()
                .limit(most)
                .map(IntBuffer::array)
                .toList();
    }

    /// Writes the trained weights to be used: a model folder, or, where an adapter is trained, its folder.
    ///
    /// @param origin where configuration and tokenizer are copied from
    public void save(ModelFolder origin, Path target, DType dtype) {
        requireFiniteWeights();
        if (adapter.isPresent()) {
            ModelWriter.copyTokenizer(origin, target);
        }
        TrainedWeights.write(decoder, origin, target, dtype);
    }

    /// Writes a checkpoint of the present state.
    ///
    /// @return its path relative to the run folder
    public String checkpoint(RunFolder folder, ModelFolder origin) {
        requireFiniteWeights();
        Checkpoints checkpoints = new Checkpoints(folder, origin);
        String path = checkpoints.write(new Checkpoints.Progress(done, tokens, changed), decoder, optimizer);
        config.checkpoint().saveTotalLimit().ifPresent(checkpoints::prune);
        return path;
    }

    /// Before weights are written: the update of the last step is not seen by any loss yet.
    ///
    /// @throws UserError where a weight is no finite number
    public void requireFiniteWeights() {
        if (!Double.isFinite(backend.squaredNorm(decoder.trained().weights()))) {
            throw new UserError(
                    "After step " + done + " the weights hold values that are no finite numbers, so they are "
                            + "not saved. The learning rate is usually too high; try a tenth of it. Checkpoints of earlier steps "
                            + "stay as they are.");
        }
    }

    /// The newest checkpoint of a run.
    public static Optional<Path> newestCheckpoint(RunFolder folder) {
        return Checkpoints.newest(folder);
    }

    /// The decoder, to save the final model from.
    public Decoder decoder() {
        return decoder;
    }
}
