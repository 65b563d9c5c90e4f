package org.dpoworkbench.engine.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.config.EvaluationConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.generate.Completion;
import org.dpoworkbench.engine.generate.SamplingSettings;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.FileTree;
import org.dpoworkbench.engine.text.StopTexts;
import org.dpoworkbench.engine.text.TextModel;
import org.dpoworkbench.engine.text.TokenizedExample;
import org.dpoworkbench.engine.text.TokenizedSet;
import org.dpoworkbench.engine.text.Tokenizer;
import org.dpoworkbench.engine.train.Trainer;
import org.dpoworkbench.engine.worker.Devices;
import org.dpoworkbench.engine.worker.RunInputs;

/// Trains on a run's longest pairs until steps are as fast as they get, three seconds at most beyond the first step:
/// what the run needs at its widest is known before it starts.
record TrialTask(Task.Trial task, TaskOutput output) {
    private static final long ENOUGH_NANOS = 3_000_000_000L;
    private static final int MOST_STEPS = 50;

    void run() {
        RunConfig config = task.config();
        try (RunInputs inputs = RunInputs.open(config, output);
                Backend backend = Devices.open(config.device())) {
            TokenizedSet<? extends TokenizedExample> longest = longest(inputs.set(), examplesAStep(config.batch()));
            Trainer trainer = new Trainer(manySteps(config), backend, inputs.policy(), longest);
            prepare(inputs, trainer);
            // Before the weights change: this is the policy as the run will begin with it.
            Optional<Task.SampledText> sample = sample(config.evaluation(), inputs.text(), trainer);
            output.result(measure(trainer, longest.train(), sample));
        }
    }

    private static int examplesAStep(BatchConfig batch) {
        return (int)
                Math.min(Integer.MAX_VALUE, (long) batch.perDeviceTrainBatchSize() * batch.gradientAccumulationSteps());
    }

    private static int tokens(TokenizedExample example) {
        int tokens = example.prompt().length;
        for (int c = 0; c < example.completions(); c++) {
            tokens += example.completion(c).length;
        }
        return tokens;
    }

    /// The longest training examples, and the longest held-out one.
    private static <E extends TokenizedExample> TokenizedSet<E> longest(TokenizedSet<E> set, int most) {
        List<E> train = longest(set.train(), most);
        List<E> heldOut = longest(set.heldOut().isEmpty() ? train : set.heldOut(), 1);
        return TokenizedSet.of(train, heldOut, set.report(), set.maxLength());
    }

    private static <E extends TokenizedExample> List<E> longest(List<E> examples, int most) {
        return examples.stream()
                .sorted(Comparator.comparingInt(TrialTask::tokens).reversed())
                .limit(most)
                .toList();
    }

    private static RunConfig manySteps(RunConfig config) {
        BatchConfig b = config.batch();
        EvaluationConfig e = config.evaluation();
        return config.withBatch(new BatchConfig(
                        b.perDeviceTrainBatchSize(),
                        b.gradientAccumulationSteps(),
                        b.numTrainEpochs(),
                        OptionalInt.of(MOST_STEPS),
                        b.trainSamplingStrategy(),
                        b.seed(),
                        b.maxTokensPerMicroBatch()))
                .withEvaluation(new EvaluationConfig(e.evalSteps(), 1, 1, e.sampling(), 0));
    }

    private void prepare(RunInputs inputs, Trainer trainer) {
        try {
            Path cache = Files.createTempDirectory("dpo-trial");
            try {
                trainer.prepare(inputs.reference(), inputs.sameWeights(), cache, output);
                trainer.load(inputs.policy());
            } finally {
                FileTree.delete(cache);
            }
        } catch (IOException e) {
            throw new UserError("A temporary folder cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private Optional<Task.SampledText> sample(EvaluationConfig evaluation, TextModel text, Trainer trainer) {
        if (text.tokenizer().isEmpty()) {
            return Optional.empty();
        }
        Tokenizer tokenizer = text.tokenizer().get();
        int room = text.limits().context() - evaluation.sampling().maxNewTokens();
        return trainer.samplePrompts(1, room).stream().findFirst().map(prompt -> {
            Completion c = trainer.sampler()
                    .sample(
                            List.of(prompt),
                            new SamplingSettings(
                                    evaluation.sampling(),
                                    task.config().batch().seed(),
                                    text.endTokens(),
                                    StopTexts.of(
                                            tokenizer, evaluation.sampling().stop())),
                            output)
                    .getFirst();
            return new Task.SampledText(
                    "policy",
                    tokenizer.decodePlain(prompt),
                    tokenizer.decodePlain(c.tokens()),
                    c.tokens().length,
                    c.end(),
                    SampleTask.endToken(c, tokenizer));
        });
    }

    private Task.TrialResult measure(
            Trainer trainer, List<? extends TokenizedExample> examples, Optional<Task.SampledText> sample) {
        double tokens = examples.stream().mapToInt(TrialTask::tokens).sum();
        double fastest = Double.POSITIVE_INFINITY;
        Map<String, Double> last = Map.of();
        long began = 0;
        for (int step = 0; step < MOST_STEPS && (step <= 1 || System.nanoTime() - began < ENOUGH_NANOS); step++) {
            last = trainer.step().metrics();
            fastest = Math.min(fastest, last.get(Metric.SPEED_STEP_MS.key()));
            output.at("training on the longest pairs", step + 1L, 0);
            if (step == 0) {
                began = System.nanoTime();
            }
        }
        return new Task.TrialResult(
                examples.size(),
                tokens(examples.getFirst()),
                tokens / fastest * 1000,
                fastest,
                Optional.ofNullable(last.get(Metric.MEMORY_PEAK_MIB.key())),
                sample);
    }
}
