package org.dpoworkbench.engine.worker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.SamplingConfig;
import org.dpoworkbench.engine.generate.Completion;
import org.dpoworkbench.engine.generate.SamplingSettings;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.model.AdaptedModel;
import org.dpoworkbench.engine.model.SharedDecoder;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.text.TokenizedCompletion;
import org.dpoworkbench.engine.train.ExampleScorer;
import org.dpoworkbench.engine.train.Trainer;

/// `kl/sampled`: the mean over y ~ π(·|x) of log π(y|x) − log π_ref(y|x), an unbiased estimate of the KL divergence of
/// policy and reference up to the cap. The policy answers at temperature 1 with nothing taken from its distribution.
/// The reference has a decoder of its own only where the trainer has its weights no more.
final class SampledKl {
    private final Trainer trainer;
    private final AdaptedModel reference;
    private final SharedDecoder shared;
    private final SamplingSettings settings;
    private final List<int[]> prompts;
    private final Progress progress;

    SampledKl(
            RunConfig config,
            Backend backend,
            AdaptedModel reference,
            Set<Integer> endTokens,
            Trainer trainer,
            List<int[]> prompts,
            Progress progress) {
        this.trainer = trainer;
        this.reference = reference;
        this.prompts = prompts;
        this.progress = progress;
        shared = new SharedDecoder(backend, trainer.rows(), config.memory().frozenDtype());
        settings = new SamplingSettings(
                SamplingConfig.plain(config.evaluation().sampling().maxNewTokens(), 1),
                config.batch().seed(),
                endTokens);
    }

    /// The estimate, its standard error, the cap and the share of completions that it cut.
    Map<String, Double> metrics() {
        List<Completion> completions = trainer.sampler().sample(prompts, settings, progress);
        List<TokenizedCompletion> examples = new ArrayList<>();
        double capped = 0;
        for (int i = 0; i < completions.size(); i++) {
            int[] tokens = completions.get(i).tokens();
            boolean[] scored = new boolean[tokens.length];
            Arrays.fill(scored, true);
            examples.add(new TokenizedCompletion(
                    "kl" + i, "kl", i + 1L, prompts.get(i), tokens, scored, false, true, Optional.empty()));
            capped += completions.get(i).end().isBeforeCap() ? 0 : 1;
        }
        double[] policy = trainer.logProbs(examples);
        double[] under = trainer.referenceLogProbs(examples).orElseGet(() -> byDecoderOfItsOwn(examples));
        double sum = 0;
        double squares = 0;
        int n = policy.length;
        for (int i = 0; i < n; i++) {
            sum += policy[i] - under[i];
        }
        for (int i = 0; i < n; i++) {
            squares += Math.pow(policy[i] - under[i] - sum / n, 2);
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(Metric.KL_SAMPLED.key(), sum / n);
        metrics.put(Metric.KL_SAMPLED_ERROR.key(), Math.sqrt(squares / (n - 1) / n));
        metrics.put(Metric.KL_SAMPLED_CAP.key(), (double) settings.maxNewTokens());
        metrics.put(Metric.KL_SAMPLED_CAPPED.key(), capped / n);
        return metrics;
    }

    private double[] byDecoderOfItsOwn(List<TokenizedCompletion> examples) {
        var scores = new ExampleScorer(shared, trainer.rows(), examples).scores(reference, "kl", progress);
        double[] sums = new double[examples.size()];
        Arrays.setAll(sums, i -> scores.of(i, 0));
        return sums;
    }
}
