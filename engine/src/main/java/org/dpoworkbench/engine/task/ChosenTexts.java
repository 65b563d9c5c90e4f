package org.dpoworkbench.engine.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.generate.Completion;
import org.dpoworkbench.engine.model.AdaptedModel;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.score.ImplicitReward;
import org.dpoworkbench.engine.score.RejectionSampling;
import org.dpoworkbench.engine.text.TokenizedCompletion;
import org.dpoworkbench.engine.train.ExampleScorer;
import org.dpoworkbench.engine.worker.RunInputs;

/// Which of each prompt's texts stay, by the implicit reward of the very tokens that were sampled.
final class ChosenTexts {
    private final double[] rewards; // (prompts × count)
    private final List<List<Integer>> kept = new ArrayList<>();

    private ChosenTexts(double[] rewards) {
        this.rewards = rewards;
    }

    static ChosenTexts by(
            Task.Choosing choosing,
            Task.Sample task,
            Backend backend,
            AdaptedModel sampled,
            List<int[]> prompts,
            List<Completion> completions,
            Progress progress) {
        AdaptedModel model = AdaptedModel.open(choosing.model());
        AdaptedModel reference = AdaptedModel.open(choosing.reference());
        RunInputs.requireSameVocabulary(sampled.base(), model.base());
        RunInputs.requireSameVocabulary(sampled.base(), reference.base());
        List<TokenizedCompletion> examples = new ArrayList<>();
        for (int i = 0; i < completions.size(); i++) {
            examples.add(example(prompts.get(i), completions.get(i).tokens()));
        }
        ExampleScorer scorer = new ExampleScorer(backend, examples);
        var policyScores = scorer.scores(model, "score model", progress);
        var referenceScores = scorer.scores(reference, "score reference", progress);
        double[] rewards = new double[completions.size()];
        Arrays.setAll(
                rewards,
                i -> new ImplicitReward(
                                choosing.beta(),
                                ExampleScorer.length(examples.get(i), 0),
                                policyScores.of(i, 0),
                                referenceScores.of(i, 0))
                        .reward());
        ChosenTexts chosen = new ChosenTexts(rewards);
        for (int p = 0; p < task.prompts().size(); p++) {
            double[] own = Arrays.copyOfRange(rewards, p * task.count(), (p + 1) * task.count());
            var random = new SplittableRandom(task.seed() * 1_000_003L + p);
            chosen.kept.add(
                    choosing.rejectionBeta().isPresent()
                            ? new RejectionSampling(choosing.rejectionBeta().get())
                                    .accepted(own, choosing.keep(), random)
                            : best(own, choosing.keep()));
        }
        return chosen;
    }

    private static TokenizedCompletion example(int[] prompt, int[] tokens) {
        boolean[] scored = new boolean[tokens.length];
        Arrays.fill(scored, true);
        return new TokenizedCompletion("", "", 1, prompt, tokens, scored, false, true, Optional.empty());
    }

    /// The best first; of equal ones, the one that was sampled first.
    static List<Integer> best(double[] rewards, int count) {
        return IntStream.range(0, rewards.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -rewards[i]))
                .limit(count)
                .toList();
    }

    List<Integer> kept(int prompt) {
        return kept.get(prompt);
    }

    /// @param number of the text, over all prompts
    double reward(int number) {
        return rewards[number];
    }
}
