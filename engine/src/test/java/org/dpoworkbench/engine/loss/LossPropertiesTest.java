package org.dpoworkbench.engine.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;

class LossPropertiesTest {
    private static final double LN2 = 0.6931471805599453;

    @Property
    void theGradientIsTheCentralDifference(@ForAll("losses") PairLoss loss, @ForAll("pairs") PairLogProbs p) {
        double step = 1e-5;
        Assume.that(!(loss instanceof Hinge h) || Math.abs(1 - h.beta() * p.margin()) > 1e-3);
        PairGradient at = loss.at(p);
        double chosen =
                (loss.at(with(p, step, 0)).loss() - loss.at(with(p, -step, 0)).loss()) / (2 * step);
        double rejected =
                (loss.at(with(p, 0, step)).loss() - loss.at(with(p, 0, -step)).loss()) / (2 * step);
        double rounding = 1e-9 * Math.max(1, at.loss()); // of the difference quotient: ulp(loss) / step, and a bit
        assertThat(at.chosen()).isCloseTo(chosen, within(rounding + 1e-6 * Math.abs(chosen)));
        assertThat(at.rejected()).isCloseTo(rejected, within(rounding + 1e-6 * Math.abs(rejected)));
    }

    @Property
    void onlyTheDifferenceOfTheLogRatiosCounts(
            @ForAll("losses") PairLoss loss, @ForAll("pairs") PairLogProbs p, @ForAll @DoubleRange(max = 50) double c) {
        Assume.that(!(loss instanceof Ipo i) || i.normalisation() == IpoNormalisation.SUM);
        PairGradient at = loss.at(p);
        PairGradient shifted = loss.at(with(p, c, c));
        assertThat(shifted.loss()).isCloseTo(at.loss(), within(1e-10 * (1 + at.loss())));
        assertThat(at.rejected()).isEqualTo(-at.chosen());
    }

    @Property
    void swappingTheAnswersMirrorsTheMargin(@ForAll("pairs") PairLogProbs p, @ForAll("betas") double beta) {
        PairLogProbs swapped = new PairLogProbs(
                /* chosen= */ p.rejected(),
                /* rejected= */ p.chosen(),
                /* referenceChosen= */ p.referenceRejected(),
                /* referenceRejected= */ p.referenceChosen(),
                /* chosenLength= */ p.rejectedLength(),
                /* rejectedLength= */ p.chosenLength());
        assertThat(swapped.margin()).isEqualTo(-p.margin());
        assertThat(swapped.marginPerToken()).isEqualTo(-p.marginPerToken());
        assertThat(swapped.gradientWeight(beta) + p.gradientWeight(beta)).isCloseTo(1, within(1e-15));
        // log σ(x) - log σ(-x) = x
        double difference =
                new Dpo(beta, 0).at(swapped).loss() - new Dpo(beta, 0).at(p).loss();
        assertThat(difference).isCloseTo(beta * p.margin(), within(1e-12 * (1 + Math.abs(beta * p.margin()))));
    }

    @Property
    void ipoIsLeastWhereTheMarginIsOneOverTwoBeta(@ForAll("betas") double beta) {
        double target = 1 / (2 * beta);
        PairGradient sum = new Ipo(beta, IpoNormalisation.SUM).at(new PairLogProbs(target, 0, 0, 0, 7, 3));
        assertThat(sum.loss()).isZero();
        assertThat(sum.chosen()).isZero();
        PairLogProbs perToken = new PairLogProbs(7 * target, 0, 0, 0, 7, 3);
        assertThat(new Ipo(beta, IpoNormalisation.MEAN).at(perToken).loss())
                .isCloseTo(0, within(1e-25 * target * target + 1e-25));
    }

    /// Mitchell 2023: the optimum is where the model's preference probability is 1 - ε.
    @Property
    void conservativeDpoIsLeastWhereThePreferenceIsOneMinusEpsilon(
            @ForAll("betas") double beta, @ForAll @DoubleRange(min = 0.01, max = 0.49) double epsilon) {
        double h = Math.log((1 - epsilon) / epsilon) / beta;
        Dpo loss = new Dpo(beta, epsilon);
        PairGradient least = loss.at(margin(h));
        assertThat(least.chosen()).isCloseTo(0, within(1e-14 * beta));
        assertThat(loss.at(margin(h * 1.1)).loss()).isGreaterThan(least.loss());
        assertThat(loss.at(margin(h * 0.9)).loss()).isGreaterThan(least.loss());
    }

    @Property
    void everythingStaysFiniteAtExtremes(
            @ForAll("losses") PairLoss loss, @ForAll @DoubleRange(min = -10_000, max = 10_000) double h) {
        for (double margin : new double[] {h, 10_000, -10_000, 20_000, -20_000}) {
            PairGradient at = loss.at(margin(margin));
            assertThat(at.loss()).isFinite().isNotNegative();
            assertThat(at.chosen()).isFinite();
            assertThat(at.rejected()).isFinite();
        }
    }

    @Example
    void farFromZeroTheLogisticLossIsLinearOrExponentiallySmall() {
        Dpo loss = new Dpo(0.1, 0);
        assertThat(loss.at(margin(-10_000)).loss()).isEqualTo(1000);
        assertThat(loss.at(margin(400)).loss()).isCloseTo(Math.exp(-40), within(1e-15 * Math.exp(-40)));
        assertThat(loss.at(margin(400)).chosen()).isCloseTo(-0.1 * Math.exp(-40), within(1e-15 * Math.exp(-40)));
    }

    @Property
    void whilePolicyAndReferenceAreTheSameTheLossIsItsStartingValue(@ForAll("betas") double beta) {
        assertThat(new Dpo(beta, 0).startingValue().orElseThrow()).isEqualTo(LN2);
        assertThat(new Dpo(beta, 0.3).startingValue().orElseThrow()).isCloseTo(LN2, within(1e-15));
        assertThat(new Hinge(beta).startingValue().orElseThrow()).isEqualTo(1);
        for (IpoNormalisation n : IpoNormalisation.values()) {
            double expected = 1 / (4 * beta * beta);
            assertThat(new Ipo(beta, n).startingValue().orElseThrow()).isCloseTo(expected, within(1e-15 * expected));
        }
    }

    @Example
    void theHingeHasNoSlopeAtItsKink() {
        assertThat(new Hinge(0.5).at(margin(2))).isEqualTo(new PairGradient(0, 0, -0.0));
    }

    @Example
    void aSideWithoutTokensCountsNothingPerToken() {
        PairLogProbs empty = new PairLogProbs(0, -4, 0, -2, 0, 2);
        assertThat(empty.marginPerToken()).isEqualTo(1);
        assertThat(new Ipo(0.1, IpoNormalisation.MEAN).at(empty).loss()).isEqualTo(16);
    }

    @Example
    void aConfigurationNamesItsLoss() {
        assertThat(of(LossType.SIGMOID, 0.1)).isEqualTo(new Dpo(0.2, 0.1));
        assertThat(of(LossType.HINGE, 0)).isEqualTo(new Hinge(0.2));
        assertThat(of(LossType.IPO, 0)).isEqualTo(new Ipo(0.2, IpoNormalisation.SUM));
    }

    @Example
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new Dpo(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Hinge(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ipo(Double.NaN, IpoNormalisation.SUM))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Dpo(0.1, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PairLogProbs(0, 0, 0, 0, -1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<Double> betas() {
        return Arbitraries.of(0.01, 0.05, 0.1, 0.5, 2.0);
    }

    @Provide
    Arbitrary<PairLoss> losses() {
        return betas().flatMap(beta -> Arbitraries.of(
                new Dpo(beta, 0),
                new Dpo(beta, 0.1),
                new Dpo(beta, 0.4),
                new Hinge(beta),
                new Ipo(beta, IpoNormalisation.SUM),
                new Ipo(beta, IpoNormalisation.MEAN)));
    }

    @Provide
    Arbitrary<PairLogProbs> pairs() {
        Arbitrary<Double> logProbs = Arbitraries.doubles().between(-60, 0);
        Arbitrary<Integer> lengths = Arbitraries.integers().between(1, 80);
        return Combinators.combine(logProbs, logProbs, logProbs, logProbs, lengths, lengths)
                .as(PairLogProbs::new);
    }

    private static PairLoss of(LossType type, double labelSmoothing) {
        return (PairLoss) PreferenceLoss.of(new LossConfig(type, 0.2, labelSmoothing, IpoNormalisation.SUM));
    }

    private static PairLogProbs margin(double h) {
        return new PairLogProbs(h / 2, -h / 2, 0, 0, 1, 1);
    }

    private static PairLogProbs with(PairLogProbs p, double moreChosen, double moreRejected) {
        return new PairLogProbs(
                p.chosen() + moreChosen,
                p.rejected() + moreRejected,
                p.referenceChosen(),
                p.referenceRejected(),
                p.chosenLength(),
                p.rejectedLength());
    }
}
