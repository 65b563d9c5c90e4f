package org.dpoworkbench.engine.worker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.ModelSource;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.generate.Completion;
import org.dpoworkbench.engine.generate.CompletionEnd;
import org.dpoworkbench.engine.generate.SamplingSettings;
import org.dpoworkbench.engine.generate.StopRule;
import org.dpoworkbench.engine.generate.TextSampler;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.model.AdaptedModel;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.sample.SampleReward;
import org.dpoworkbench.engine.text.StopTexts;
import org.dpoworkbench.engine.text.TextModel;
import org.dpoworkbench.engine.text.Tokenizer;
import org.dpoworkbench.engine.train.Trainer;

/// Texts on the run's fixed prompts, from reference and policy.
final class RunSamples {
    private final TextModel text;
    private final Trainer trainer;
    private final Progress progress;
    private final SamplingSettings settings;
    private final List<int[]> prompts;
    private final Optional<SampleReward> reward;
    private final Optional<SampledKl> kl;
    private List<Completion> last = List.of();

    RunSamples(
            RunConfig config,
            Backend backend,
            RunInputs inputs,
            Trainer trainer,
            Optional<SampleReward> reward,
            Progress progress) {
        TextModel text = inputs.text();
        this.reward = reward;
        this.text = text;
        this.trainer = trainer;
        this.progress = progress;
        settings = new SamplingSettings(
                config.evaluation().sampling(),
                config.batch().seed(),
                text.endTokens(),
                text.tokenizer()
                        .map(t -> StopTexts.of(t, config.evaluation().sampling().stop()))
                        .orElse(StopRule.NONE));
        prompts = text.tokenizer().isPresent()
                ? repeated(
                        trainer.samplePrompts(config.evaluation().samplePrompts(), room(text, settings)),
                        config.evaluation().samplesPerPrompt())
                : List.of();
        kl = kl(config, backend, inputs);
    }

    private static List<int[]> repeated(List<int[]> prompts, int times) {
        return prompts.stream()
                .flatMap(prompt -> Collections.nCopies(times, prompt).stream())
                .toList();
    }

    /// Tokens of the longest prompt after which the model still has positions for a whole completion.
    private static int room(TextModel text, SamplingSettings settings) {
        return text.limits().learnedPositions() ? text.limits().context() - settings.maxNewTokens() : Integer.MAX_VALUE;
    }

    /// Absent where it is not asked for, or fewer than two prompts leave room for an answer.
    private Optional<SampledKl> kl(RunConfig config, Backend backend, RunInputs inputs) {
        if (config.evaluation().klPrompts() == 0 || prompts.isEmpty()) {
            return Optional.empty();
        }
        List<int[]> asked = trainer.samplePrompts(config.evaluation().klPrompts(), room(text, settings));
        // A starting adapter is the reference where no other is named; else it is a model without adapter.
        AdaptedModel reference = config.lora()
                .filter(_ -> config.model().reference().isEmpty())
                .flatMap(LoraConfig::adapter)
                .map(adapter ->
                        AdaptedModel.open(new ModelSource(inputs.reference().path(), Optional.of(adapter))))
                .orElseGet(() -> AdaptedModel.of(inputs.reference()));
        return asked.size() < 2
                ? Optional.empty()
                : Optional.of(new SampledKl(config, backend, reference, text.endTokens(), trainer, asked, progress));
    }

    /// While the reference's weights are loaded.
    Optional<Event.Samples> ofReference() {
        return sample("reference", trainer.referenceSampler(), Metric.LENGTHS_SAMPLES_REFERENCE);
    }

    Optional<Event.Samples> ofPolicy() {
        return sample("policy", trainer.sampler(), Metric.LENGTHS_SAMPLES);
    }

    private Optional<Event.Samples> sample(String model, TextSampler sampler, Metric lengthMetric) {
        if (prompts.isEmpty()) {
            return Optional.empty();
        }
        Tokenizer tokenizer = text.tokenizer().orElseThrow();
        if (!trainer.policyIsReference() || last.isEmpty()) {
            last = sampler.sample(prompts, settings, progress);
        }
        List<Completion> completions = last;
        List<Event.Sample> samples = new ArrayList<>();
        double tokens = 0;
        double ended = 0;
        double rewards = 0;
        for (int i = 0; i < completions.size(); i++) {
            Completion c = completions.get(i);
            String prompt = tokenizer.decodePlain(prompts.get(i));
            String completion = tokenizer.decodePlain(prompts.get(i), c.tokens());
            samples.add(new Event.Sample(prompt, completion, c.tokens().length, c.end()));
            rewards += reward.map(r -> r.of(prompt, completion)).orElse(0.0);
            tokens += c.tokens().length;
            ended += c.end() == CompletionEnd.END_TOKEN ? 1 : 0;
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(lengthMetric.key(), tokens / samples.size());
        metrics.put(Metric.LENGTHS_SAMPLES_ENDED.key(), ended / samples.size());
        if (reward.isPresent()) {
            metrics.put(Metric.REWARD_TRUE.key(), rewards / samples.size());
        }
        if (lengthMetric == Metric.LENGTHS_SAMPLES) {
            kl.ifPresent(estimate -> metrics.putAll(estimate.metrics()));
        }
        return Optional.of(new Event.Samples(trainer.done(), model, samples, metrics));
    }
}
