package org.dpoworkbench.engine.pairs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.data.Judgement;
import org.dpoworkbench.engine.data.Judgement.Grade;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.order.SplitMix64;

/// Makes the pairs of one record. The same record, place and recipe make the same pairs, whatever stands around them.
final class PairMaker {
    private final PairRecipe recipe;

    PairMaker(PairRecipe recipe) {
        this.recipe = recipe;
    }

    /// What was made of a record.
    ///
    /// @param leftOut    why there is no pair; absent where there is one
    /// @param tied       pairs of completions that are worth the same, of those that the strategy looks at
    /// @param belowGap   pairs left out because their gap is too small
    /// @param sharedBest whether several completions are the best and the first of them was taken
    record Made(List<BuiltPair> pairs, Optional<LeftOut> leftOut, int tied, int belowGap, boolean sharedBest) {
        static Made nothing(LeftOut why) {
            return new Made(List.of(), Optional.of(why), 0, 0, false);
        }

        static Made one(BuiltPair pair) {
            return pair.isIdentical()
                    ? nothing(LeftOut.IDENTICAL)
                    : new Made(List.of(pair), Optional.empty(), 0, 0, false);
        }
    }

    Made of(PreferenceRecord record) {
        if (record.completions().size() < 2) {
            return Made.nothing(LeftOut.ONE_COMPLETION);
        }
        return switch (record.judgement()) {
            case Judgement.Unjudged _, Judgement.Labelled _ -> Made.nothing(LeftOut.NOT_JUDGED);
            case Judgement.Preferred(OptionalDouble agreement) -> preferred(record, agreement);
            case Judgement.Voted votes -> voted(record, votes);
            case Judgement.Graded(List<Grade> grades, int _) -> graded(record, scores(grades));
        };
    }

    private Made preferred(PreferenceRecord record, OptionalDouble agreement) {
        if (agreement.isPresent() && agreement.getAsDouble() < recipe.minAgreement()) {
            return Made.nothing(LeftOut.AGREEMENT);
        }
        return Made.one(new BuiltPair(record, 0, 1, Optional.empty(), Optional.empty(), agreement));
    }

    private Made voted(PreferenceRecord record, Judgement.Voted votes) {
        int most = Math.max(votes.first(), votes.second());
        if (2 * most <= votes.votes()) {
            return Made.nothing(LeftOut.TIE);
        }
        boolean first = votes.first() > votes.second();
        double agreement = (double) most / votes.votes();
        if (agreement < recipe.minAgreement()) {
            return Made.nothing(LeftOut.AGREEMENT);
        }
        return Made.one(new BuiltPair(
                record,
                first ? 0 : 1,
                first ? 1 : 0,
                Optional.empty(),
                Optional.of(votes),
                OptionalDouble.of(agreement)));
    }

    /// NaN where a completion has no score, or lacks an attribute that is weighted.
    private double[] scores(List<Grade> grades) {
        return grades.stream()
                .mapToDouble(grade -> recipe.weights().isEmpty() ? grade.value() : weighted(grade))
                .toArray();
    }

    private double weighted(Grade grade) {
        double sum = 0;
        double weights = 0;
        for (Map.Entry<String, Double> weight : recipe.weights().entrySet()) {
            sum += weight.getValue() * grade.attributes().getOrDefault(weight.getKey(), Double.NaN);
            weights += Math.abs(weight.getValue());
        }
        return sum / weights;
    }

    private Made graded(PreferenceRecord record, double[] scores) {
        int[] order = IntStream.range(0, scores.length)
                .filter(i -> Double.isFinite(scores[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i])) // stable: of equals, the first in the file
                .mapToInt(i -> i)
                .toArray();
        if (order.length < 2) {
            return Made.nothing(LeftOut.MISSING_SCORE);
        }
        if (scores[order[0]] == scores[order[order.length - 1]]) {
            return Made.nothing(LeftOut.TIE);
        }
        Choice choice = new Choice(record, scores, order);
        switch (recipe.strategy()) {
            case BEST_WORST -> choice.look(order[0], order[order.length - 1]);
            case BEST_RANDOM -> choice.drawWorseThanBest();
            case ALL -> choice.lookAtAll();
        }
        return choice.made();
    }

    /// Pairs of one ranked record.
    private final class Choice {
        private final PreferenceRecord record;
        private final double[] scores;
        private final int[] order;
        private final List<BuiltPair> pairs = new ArrayList<>();
        private int tied;
        private int belowGap;
        private int identical;

        Choice(PreferenceRecord record, double[] scores, int[] order) {
            this.record = record;
            this.scores = scores;
            this.order = order;
        }

        void lookAtAll() {
            for (int better = 0; better < order.length; better++) {
                for (int worse = better + 1; worse < order.length; worse++) {
                    look(order[better], order[worse]);
                }
            }
        }

        void drawWorseThanBest() {
            int[] worse = IntStream.of(order)
                    .filter(i -> scores[i] < scores[order[0]])
                    .filter(i -> isFarEnough(order[0], i))
                    .toArray();
            if (worse.length == 0) {
                belowGap++;
                return;
            }
            long place = SplitMix64.mix(recipe.seed()) ^ record.place().number();
            SplitMix64 random =
                    new SplitMix64(SplitMix64.mix(place) ^ record.place().part());
            look(order[0], worse[random.below(worse.length)]);
        }

        void look(int better, int worse) {
            BuiltPair pair = new BuiltPair(
                    record,
                    better,
                    worse,
                    Optional.of(new BuiltPair.Scores(scores[better], scores[worse])),
                    Optional.empty(),
                    OptionalDouble.empty());
            if (scores[better] == scores[worse]) {
                tied++;
            } else if (!isFarEnough(better, worse)) {
                belowGap++;
            } else if (pair.isIdentical()) {
                identical++;
            } else {
                pairs.add(pair);
            }
        }

        private boolean isFarEnough(int better, int worse) {
            return scores[better] - scores[worse] >= recipe.minGap();
        }

        Made made() {
            boolean sharedBest = recipe.strategy() != PairStrategy.ALL && scores[order[0]] == scores[order[1]];
            Optional<LeftOut> leftOut =
                    pairs.isEmpty() ? Optional.of(identical > 0 ? LeftOut.IDENTICAL : LeftOut.GAP) : Optional.empty();
            return new Made(widestFirst(), leftOut, tied, belowGap, sharedBest);
        }

        /// The order in which a limit takes them: by gap, then by place in the file.
        private List<BuiltPair> widestFirst() {
            return pairs.stream()
                    .sorted(Comparator.comparingDouble(
                            pair -> -pair.scores().orElseThrow().gap()))
                    .toList();
        }
    }
}
