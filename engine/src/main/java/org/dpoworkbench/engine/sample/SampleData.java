package org.dpoworkbench.engine.sample;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dpoworkbench.engine.sample.ReviewGenerator.Opening;

/// The sample project's texts, made from a seed.
///
/// @param train  pairs with noisy labels, two a prompt
/// @param test   pairs with true labels, one a prompt, on prompts that stand nowhere else
/// @param corpus reviews of every sentiment alike, to learn to write from
public record SampleData(List<SamplePair> train, List<SamplePair> test, List<SampleText> corpus) {
    static final int TRAIN_PROMPTS = 1_600;
    static final int PAIRS_A_TRAIN_PROMPT = 2;
    static final int TEST_PROMPTS = 400;
    static final int CORPUS_TEXTS = 30_000;

    /// The noisy judge's scale: a true reward that is higher by 0.2 wins in 88 of 100 cases.
    static final double JUDGE_SCALE = 10;

    public SampleData {
        train = List.copyOf(train);
        test = List.copyOf(test);
        corpus = List.copyOf(corpus);
    }

    public static SampleData of(long seed) {
        return new Maker(seed).make();
    }

    private static final class Maker {
        private final TrueReward reward = TrueReward.load();
        private final Grammar grammar = Grammar.load(reward);
        private final Streams streams;

        Maker(long seed) {
            this.streams = new Streams(seed);
        }

        SampleData make() {
            List<Opening> prompts = distinct(generator("prompts"), TRAIN_PROMPTS + TEST_PROMPTS);
            List<Opening> held = prompts.subList(TRAIN_PROMPTS, prompts.size());
            Labeller judge = new Labeller.BradleyTerry(JUDGE_SCALE, streams.of("labels"));
            return new SampleData(
                    pairs(generator("train"), prompts.subList(0, TRAIN_PROMPTS), PAIRS_A_TRAIN_PROMPT, judge),
                    pairs(generator("test"), held, 1, new Labeller.Truthful()),
                    corpus(generator("corpus"), held));
        }

        private ReviewGenerator generator(String stream) {
            return new ReviewGenerator(grammar, streams.of(stream));
        }

        private static List<Opening> distinct(ReviewGenerator generator, int count) {
            Map<String, Opening> openings = new LinkedHashMap<>();
            while (openings.size() < count) {
                Opening opening = generator.opening();
                openings.putIfAbsent(opening.prompt(), opening);
            }
            return List.copyOf(openings.values());
        }

        private List<SamplePair> pairs(ReviewGenerator generator, List<Opening> openings, int each, Labeller labeller) {
            List<SamplePair> pairs = new ArrayList<>();
            for (Opening opening : openings) {
                for (int i = 0; i < each; i++) {
                    pairs.add(pair(generator, opening, labeller));
                }
            }
            return pairs;
        }

        private SamplePair pair(ReviewGenerator generator, Opening opening, Labeller labeller) {
            String first = generator.completion(opening);
            String second = generator.completion(opening);
            while (reward.of(first) == reward.of(second)) {
                second = generator.completion(opening);
            }
            return labeller.firstWins(reward.of(first), reward.of(second))
                    ? new SamplePair(opening.prompt(), first, second)
                    : new SamplePair(opening.prompt(), second, first);
        }

        private static List<SampleText> corpus(ReviewGenerator generator, List<Opening> held) {
            Set<String> excluded = new HashSet<>();
            held.forEach(opening -> excluded.add(opening.prompt()));
            List<SampleText> corpus = new ArrayList<>();
            while (corpus.size() < CORPUS_TEXTS) {
                Opening opening = generator.opening();
                if (!excluded.contains(opening.prompt())) {
                    corpus.add(new SampleText(opening.prompt(), generator.completion(opening)));
                }
            }
            return corpus;
        }
    }
}
