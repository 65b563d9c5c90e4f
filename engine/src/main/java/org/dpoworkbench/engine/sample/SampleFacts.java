package org.dpoworkbench.engine.sample;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// What is known of the sample data, counted: the numbers in the project's README.
///
/// @param agreement          share of training pairs whose chosen side has the higher true reward
/// @param predictedAgreement its expectation by Bradley–Terry, given the pairs' reward differences
/// @param chosenReward       mean true reward of the training pairs' chosen sides
/// @param rejectedReward     of their rejected sides
/// @param lengthGap          mean tokens of chosen minus rejected, training pairs
/// @param longerIsChosen     how often a judge that prefers the longer side is right, equal lengths half
/// @param corpusReward       mean true reward of the corpus
/// @param corpusSpread       its standard deviation
/// @param corpusTokens       mean tokens of a corpus completion, without the end token
record SampleFacts(
        double agreement,
        double predictedAgreement,
        double chosenReward,
        double rejectedReward,
        double lengthGap,
        double longerIsChosen,
        double corpusReward,
        double corpusSpread,
        double corpusTokens) {

    static SampleFacts of(SampleData data, BytePairEncoding encoding) {
        TrueReward reward = TrueReward.load();
        List<SamplePair> train = data.train();
        ToDoubleFunction<SamplePair> difference = pair -> reward.of(pair.chosen()) - reward.of(pair.rejected());
        ToDoubleFunction<SamplePair> gap = pair -> encoding.length(pair.chosen()) - encoding.length(pair.rejected());
        double corpusReward = mean(data.corpus(), text -> reward.of(text.completion()));
        return new SampleFacts(
                mean(train, pair -> difference.applyAsDouble(pair) > 0 ? 1 : 0),
                mean(
                        train,
                        pair -> Labeller.BradleyTerry.probability(
                                SampleData.JUDGE_SCALE, Math.abs(difference.applyAsDouble(pair)))),
                mean(train, pair -> reward.of(pair.chosen())),
                mean(train, pair -> reward.of(pair.rejected())),
                mean(train, gap),
                mean(train, pair -> (1 + Math.signum(gap.applyAsDouble(pair))) / 2),
                corpusReward,
                Math.sqrt(mean(data.corpus(), text -> square(reward.of(text.completion()) - corpusReward))),
                mean(data.corpus(), text -> encoding.length(text.completion())));
    }

    /// For the README's placeholders.
    Map<String, String> written() {
        Function<Double, String> percent = share -> String.format(Locale.ROOT, "%.1f %%", 100 * share);
        Function<Double, String> signed = value -> String.format(Locale.ROOT, "%+.3f", value);
        return Map.of(
                "agreement", percent.apply(agreement),
                "predicted agreement", percent.apply(predictedAgreement),
                "chosen reward", signed.apply(chosenReward),
                "rejected reward", signed.apply(rejectedReward),
                "length gap", String.format(Locale.ROOT, "%.2f", lengthGap),
                "longer is chosen", percent.apply(longerIsChosen),
                "corpus reward", signed.apply(corpusReward),
                "corpus spread", String.format(Locale.ROOT, "%.3f", corpusSpread),
                "corpus tokens", String.format(Locale.ROOT, "%.1f", corpusTokens));
    }

    private static double square(double value) {
        return value * value;
    }

    private static <T> double mean(List<T> values, ToDoubleFunction<T> of) {
        double sum = 0;
        for (T value : values) {
            sum += of.applyAsDouble(value);
        }
        return sum / values.size();
    }
}
