package org.dpoworkbench.engine.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.dpoworkbench.engine.config.ExampleKind;
import org.dpoworkbench.engine.config.FDivergence;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossConfigBuilder;
import org.dpoworkbench.engine.config.LossOption;
import org.dpoworkbench.engine.config.LossType;

/// What must hold of the losses by theory, beside the library's numbers.
class EveryLossTest {

    @Property
    void theGradientOfABatchIsTheCentralDifference(
            @ForAll("configs") LossConfig config, @ForAll("pairs") @Size(min = 1, max = 5) List<PairLogProbs> pairs) {
        PairwiseLoss loss = PairwiseLoss.of(config);
        Assume.that(pairs.stream().noneMatch(p -> atAKink(config, p)) && !ranksTie(loss, pairs));
        PairBatch at = evaluated(loss, pairs, 0, 0, 0);
        double step = 1e-6;
        for (int i = 0; i < pairs.size(); i++) {
            double chosen =
                    (sum(evaluated(loss, pairs, i, step, 0)) - sum(evaluated(loss, pairs, i, -step, 0))) / (2 * step);
            double rejected =
                    (sum(evaluated(loss, pairs, i, 0, step)) - sum(evaluated(loss, pairs, i, 0, -step))) / (2 * step);
            double rounding = 1e-8 * Math.max(1, Math.abs(sum(at)));
            assertThat(at.chosenGradient(i) + at.likelihoodGradient(i))
                    .isCloseTo(chosen, within(rounding + 1e-5 * Math.abs(chosen)));
            assertThat(at.rejectedGradient(i)).isCloseTo(rejected, within(rounding + 1e-5 * Math.abs(rejected)));
        }
    }

    /// Hinges and DPOP have a kink, where there is no derivative.
    private static boolean atAKink(LossConfig config, PairLogProbs p) {
        boolean hinged = config.has(LossType.HINGE) && Math.abs(1 - config.beta() * p.margin()) < 1e-3
                || config.has(LossType.CPO_HINGE) && Math.abs(1 - config.beta() * (p.chosen() - p.rejected())) < 1e-3;
        return hinged || config.has(LossType.DPOP) && Math.abs(p.chosenLogRatio()) < 1e-3;
    }

    private static boolean ranksTie(PairwiseLoss loss, List<PairLogProbs> pairs) {
        if (!loss.couplesPairs()) {
            return false;
        }
        for (int i = 0; i < pairs.size(); i++) {
            for (int j = 0; j < i; j++) {
                PairLogProbs a = pairs.get(i);
                PairLogProbs b = pairs.get(j);
                if (Math.abs(a.chosen() - a.rejected() - b.chosen() + b.rejected()) < 1e-3
                        || Math.abs(a.chosenLogRatio() - b.chosenLogRatio()) < 1e-3
                        || Math.abs(a.rejectedLogRatio() - b.rejectedLogRatio()) < 1e-3) {
                    return true;
                }
            }
        }
        return false;
    }

    @Property
    void everythingIsFiniteWhereMathematicsIs(
            @ForAll("configs") LossConfig config,
            @ForAll @DoubleRange(min = -10_000, max = 0) double chosen,
            @ForAll @DoubleRange(min = -10_000, max = 0) double rejected) {
        PairwiseLoss loss = PairwiseLoss.of(config);
        for (double[] p : new double[][] {
            {chosen, rejected}, {0, -10_000}, {-10_000, 0}, {0, 0}, {-10_000, -10_000}, {-1e-300, -1e-17}
        }) {
            PairGradient at = loss.alone(new PairLogProbs(p[0], p[1], -5000, -5000, 20, 30));
            assertThat(at.loss()).isFinite();
            assertThat(at.chosen()).isFinite();
            assertThat(at.rejected()).isFinite();
        }
    }

    @Property
    void whatAPairSaysAloneABatchOfOneSays(@ForAll("configs") LossConfig config, @ForAll("pair") PairLogProbs pair) {
        PairwiseLoss loss = PairwiseLoss.of(config);
        PairBatch batch = new PairBatch(1);
        batch.add(pair);
        loss.addTo(batch, 1);
        PairGradient alone = loss.alone(pair);
        assertThat(batch.loss(0)).isEqualTo(alone.loss());
        assertThat(batch.chosenGradient(0) + batch.likelihoodGradient(0)).isEqualTo(alone.chosen());
        assertThat(batch.rejectedGradient(0)).isEqualTo(alone.rejected());
    }

    @Property
    void whilePolicyAndReferenceAreTheSameEveryLossWithAReferenceIsItsStartingValue(
            @ForAll("configs") LossConfig config, @ForAll("pair") PairLogProbs p) {
        OptionalDouble start = PairwiseLoss.of(config).startingValue();
        Assume.that(start.isPresent());
        PairLogProbs same = new PairLogProbs(
                p.chosen(), p.rejected(), p.chosen(), p.rejected(), p.chosenLength(), p.rejectedLength());
        double expected = start.getAsDouble();
        assertThat(PairwiseLoss.of(config).alone(same).loss())
                .isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
    }

    /// A reverse KL from the policy's preference to the labels': 0 where they are the same.
    @Property
    void exoIsZeroWhereThePreferenceIsOneMinusEpsilon(
            @ForAll("betas") double beta, @ForAll @DoubleRange(min = 0.01, max = 0.4) double epsilon) {
        double h = Math.log((1 - epsilon) / epsilon) / beta;
        PairGradient least = new Exo(beta, epsilon).at(margin(h));
        assertThat(least.loss()).isCloseTo(0, within(1e-14));
        assertThat(least.chosen()).isCloseTo(0, within(1e-14 * beta));
        assertThat(new Exo(beta, epsilon).at(margin(1.1 * h)).loss()).isPositive();
    }

    /// Ray Chowdhury et al. 2024: under labels flipped with probability ε its mean is DPO's under clean ones.
    @Property
    void robustDpoIsUnbiasedUnderFlippedLabels(
            @ForAll("betas") double beta,
            @ForAll @DoubleRange(min = 0, max = 0.4) double epsilon,
            @ForAll @DoubleRange(min = -50, max = 50) double h) {
        RobustDpo robust = new RobustDpo(beta, epsilon);
        double mean = (1 - epsilon) * robust.at(margin(h)).loss()
                + epsilon * robust.at(margin(-h)).loss();
        double clean = new Dpo(beta, 0).at(margin(h)).loss();
        assertThat(mean).isCloseTo(clean, within(1e-11 * (1 + Math.abs(beta * h))));
    }

    /// d/dr (-log σ(r) - 1/2 log σ(-r)) = 0 at σ(r) = 2/3.
    @Property
    void ncaHoldsChosenAtOddsOfTwoToOne(@ForAll("betas") double beta) {
        double logRatio = Math.log(2) / beta;
        assertThat(new Nca(beta).at(new PairLogProbs(logRatio, -3, 0, 0, 1, 1)).chosen())
                .isCloseTo(0, within(1e-15));
    }

    @Property
    void sppoIsZeroWhereEachSideHasItsTarget(@ForAll("betas") double beta) {
        double target = 0.5 / beta;
        assertThat(new Sppo(beta).at(new PairLogProbs(target, -target, 0, 0, 1, 1)))
                .isEqualTo(new PairGradient(0, 0, 0));
    }

    /// (1 - a + b) + (1 - b + a) = 2.
    @Property
    void apoZeroOfSwappedAnswersIsTwoLessItself(@ForAll("betas") double beta, @ForAll("pair") PairLogProbs p) {
        ApoZero loss = new ApoZero(beta);
        assertThat(loss.at(p).loss() + loss.at(swapped(p)).loss()).isCloseTo(2, within(1e-14));
    }

    @Property
    void apoDownPushesBothSidesBelowTheReferenceAtTheStart(@ForAll("betas") double beta) {
        PairGradient at = new ApoDown(beta).at(margin(0));
        assertThat(at.loss()).isEqualTo(1);
        assertThat(at.chosen()).isZero();
        assertThat(at.rejected()).isCloseTo(beta / 4, within(1e-15));
    }

    /// m is 1/2 for τ → ∞.
    @Property
    void discoPopOfGreatTemperatureIsTheMeanOfTheTwoLosses(
            @ForAll @DoubleRange(min = -50, max = 50) double h, @ForAll("betas") double beta) {
        double x = beta * h;
        double mean = 0.5 * (Math.log1p(Math.exp(-x)) + Math.exp(-x));
        assertThat(new DiscoPop(beta, 1e15).at(margin(h)).loss()).isCloseTo(mean, within(1e-9 * (1 + mean)));
    }

    @Property
    void perTokenDpoOfEqualLengthsIsDpoOfASmallerBeta(@ForAll("betas") double beta, @ForAll("pair") PairLogProbs p) {
        PairLogProbs equal =
                new PairLogProbs(p.chosen(), p.rejected(), p.referenceChosen(), p.referenceRejected(), 12, 12);
        assertThat(new DpoPerToken(beta).at(equal).loss())
                .isCloseTo(new Dpo(beta / 12, 0).at(equal).loss(), within(1e-13));
    }

    @Property
    void dpopIsDpoWhileChosenIsNotBelowTheReferenceAndMoreBelow(
            @ForAll("betas") double beta, @ForAll("pair") PairLogProbs p) {
        PairGradient dpo = new Dpo(beta, 0).at(p);
        PairGradient positive = new DpoPositive(beta, 5).at(p);
        assertThat(new DpoPositive(beta, 0).at(p)).isEqualTo(dpo);
        if (p.chosenLogRatio() >= 0) {
            assertThat(positive).isEqualTo(dpo);
        } else {
            assertThat(positive.loss()).isGreaterThan(dpo.loss());
            assertThat(positive.chosen()).isLessThan(dpo.chosen());
        }
    }

    /// Xu et al. 2024: a uniform reference cancels.
    @Property
    void cpoIsDpoWithAUniformReference(@ForAll("betas") double beta, @ForAll("pair") PairLogProbs p) {
        PairLogProbs uniform = new PairLogProbs(p.chosen(), p.rejected(), 0, 0, p.chosenLength(), p.rejectedLength());
        assertThat(new Cpo(beta, 0.1, 0).at(p)).isEqualTo(new Dpo(beta, 0.1).at(uniform));
    }

    @Property
    void alphaPoTendsToTheLogProb(@ForAll("betas") double beta, @ForAll("pair") PairLogProbs p) {
        double shaped = new SimPo(beta, 0.5, 0, 1e-9).at(p).loss();
        assertThat(shaped).isCloseTo(new SimPo(beta, 0.5, 0, 0).at(p).loss(), within(1e-6 * (1 + shaped)));
    }

    /// Meng et al. 2024, equation 6: at the margin γ/β the loss is ln 2.
    @Property
    void simpoIsLogTwoAtItsMargin(@ForAll("betas") double beta, @ForAll @DoubleRange(min = 0, max = 2) double gamma) {
        PairLogProbs p = new PairLogProbs(-10 + 5 * gamma / beta, -20, 0, 0, 5, 10);
        assertThat(new SimPo(beta, gamma, 0, 0).at(p).loss()).isCloseTo(Math.log(2), within(1e-12));
    }

    @Property
    void theOddsRatioOfEquallyProbableSidesIsOne(@ForAll("betas") double beta) {
        PairGradient at = new OddsRatio(beta).at(new PairLogProbs(-6, -12, 0, 0, 4, 8));
        assertThat(at.loss()).isCloseTo(beta * Math.log(2), within(1e-14));
        // d log odds / d log p = 1 / (1 - p)
        double slope = beta / 2 / (1 - Math.exp(-1.5));
        assertThat(at.chosen()).isCloseTo(-slope / 4, within(1e-14));
        assertThat(at.rejected()).isCloseTo(slope / 8, within(1e-14));
    }

    @Example
    void theDpoPapersBaselinesAreLikelihoods() {
        PairLogProbs p = new PairLogProbs(-7, -4, -1, -1, 3, 2);
        assertThat(new PreferredFineTuning().at(p)).isEqualTo(new PairGradient(7, -1, 0));
        assertThat(new Unlikelihood(0.5).at(p)).isEqualTo(new PairGradient(5, -1, 0.5));
    }

    @Property
    void sortingLossesDoNotSeeTheOrderOfTheBatch(
            @ForAll("betas") double beta, @ForAll("pairs") @Size(min = 2, max = 6) List<PairLogProbs> pairs) {
        for (PairwiseLoss loss : List.of(new Aot(beta, 0.1), new AotUnpaired(beta, 0.1))) {
            double forwards = sum(evaluated(loss, pairs, 0, 0, 0));
            double backwards = sum(evaluated(loss, pairs.reversed(), 0, 0, 0));
            assertThat(backwards).isCloseTo(forwards, within(1e-12 * (1 + forwards)));
        }
    }

    @Property
    void theLikelihoodTermIsTheMeanOverAllTokens(@ForAll("pairs") @Size(min = 1, max = 6) List<PairLogProbs> pairs) {
        PairBatch batch = evaluated(new LikelihoodTerm(false), pairs, 0, 0, 0);
        double tokens = pairs.stream().mapToInt(PairLogProbs::chosenLength).sum();
        double mean = -pairs.stream().mapToDouble(PairLogProbs::chosen).sum() / tokens;
        assertThat(sum(batch) / pairs.size()).isCloseTo(mean, within(1e-12 * (1 + mean)));
        for (int i = 0; i < pairs.size(); i++) {
            assertThat(batch.likelihoodGradient(i)).isCloseTo(-pairs.size() / tokens, within(1e-12));
        }
    }

    @Property
    void aSumOfLossesIsTheirWeightedSum(@ForAll("pairs") @Size(min = 1, max = 4) List<PairLogProbs> pairs) {
        LossConfig mpo = LossConfig.of(LossType.SIGMOID, LossType.BCO_PAIR, LossType.SFT)
                .weights(List.of(0.8, 0.2, 1.5))
                .build();
        double expected = 0.8 * sum(evaluated(new Dpo(0.1, 0), pairs, 0, 0, 0))
                + 0.2 * sum(evaluated(new Bco(0.1), pairs, 0, 0, 0))
                + 1.5 * sum(evaluated(new LikelihoodTerm(false), pairs, 0, 0, 0));
        assertThat(sum(evaluated(PairwiseLoss.of(mpo), pairs, 0, 0, 0)))
                .isCloseTo(expected, within(1e-12 * (1 + expected)));
    }

    /// Ethayarajh et al. 2024, equation 7: λ_D (1 - v) and λ_U (1 - v) mirror each other about the KL.
    @Property
    void ktoMirrorsTheVerdictsAboutTheKl(
            @ForAll("betas") double beta,
            @ForAll @DoubleRange(min = -200, max = 200) double logRatio,
            @ForAll @DoubleRange(min = 0, max = 50) double kl) {
        Kto loss = new Kto(beta, 1, 1);
        VerdictGradient wanted = loss.at(logRatio, true, kl);
        VerdictGradient unwanted = loss.at(logRatio, false, kl);
        assertThat(wanted.loss() + unwanted.loss()).isCloseTo(1, within(1e-15));
        assertThat(wanted.logRatio()).isEqualTo(-unwanted.logRatio()).isNotPositive();
        assertThat(loss.at(kl, true, kl).loss()).isEqualTo(0.5);
        assertThat(new Kto(beta, 3, 1).at(logRatio, true, kl).loss()).isEqualTo(3 * wanted.loss());
        assertThat(new ApoZeroUnpaired(beta, 1, 1).at(logRatio, true, kl)).isEqualTo(loss.at(logRatio, true, 0));
        double step = 1e-5;
        double slope = (loss.at(logRatio + step, true, kl).loss()
                        - loss.at(logRatio - step, true, kl).loss())
                / (2 * step);
        assertThat(wanted.logRatio()).isCloseTo(slope, within(1e-9));
        assertThat(VerdictLoss.kl(-3, 4)).isZero();
        assertThat(VerdictLoss.kl(6, 4)).isEqualTo(1.5);
    }

    /// Rafailov et al. 2023, appendix A.3: of two completions the Plackett–Luce model is Bradley–Terry's.
    @Property
    void plackettLuceOfTwoIsDpo(@ForAll("betas") double beta, @ForAll("pair") PairLogProbs p) {
        double[] gradient = new double[2];
        double loss = new PlackettLuce(beta).at(new double[] {p.chosenLogRatio(), p.rejectedLogRatio()}, 2, gradient);
        PairGradient dpo = new Dpo(beta, 0).at(p);
        assertThat(loss).isCloseTo(dpo.loss(), within(1e-13 * dpo.loss() + 1e-300));
        assertThat(gradient[0]).isCloseTo(dpo.chosen(), within(1e-13 * Math.abs(dpo.chosen()) + 1e-300));
        assertThat(gradient[1]).isCloseTo(dpo.rejected(), within(1e-13 * Math.abs(dpo.chosen()) + 1e-300));
    }

    @Property
    void plackettLuceIsTheChainOfChoicesAndItsGradientTheCentralDifference(
            @ForAll("betas") double beta, @ForAll("ratios") double[] ratios) {
        PlackettLuce loss = new PlackettLuce(beta);
        int n = ratios.length;
        double[] gradient = new double[n];
        double value = loss.at(ratios, n, gradient);
        double expected = 0;
        for (int k = 0; k < n; k++) {
            double rest = 0;
            for (int j = k; j < n; j++) {
                rest += Math.exp(beta * (ratios[j] - ratios[k]));
            }
            expected += Math.log(rest);
        }
        assertThat(value).isCloseTo(expected, within(1e-12 * (1 + expected)));
        assertThat(Arrays.stream(gradient).sum()).isCloseTo(0, within(1e-12));
        double step = 1e-5;
        for (int k = 0; k < n; k++) {
            double[] more = ratios.clone();
            double[] less = ratios.clone();
            more[k] += step;
            less[k] -= step;
            double slope = (loss.at(more, n, new double[n]) - loss.at(less, n, new double[n])) / (2 * step);
            assertThat(gradient[k]).isCloseTo(slope, within(1e-8 * (1 + value)));
        }
    }

    /// log K!: every order is as likely as any other.
    @Example
    void plackettLuceStartsAtTheLogOfTheNumberOfOrders() {
        assertThat(new PlackettLuce(0.1).at(new double[5], 5, new double[5])).isCloseTo(Math.log(120), within(1e-14));
        double[] gradient = new double[3];
        assertThat(new PlackettLuce(0.5).at(new double[] {-10_000, 0, 10_000}, 3, gradient))
                .isEqualTo(15_000);
        assertThat(gradient).containsExactly(-0.5, -0.5, 1.0);
    }

    @Provide
    Arbitrary<Double> betas() {
        return Arbitraries.of(0.01, 0.1, 0.5, 2.0);
    }

    /// Every loss of pairs, with settings that it uses.
    @Provide
    Arbitrary<LossConfig> configs() {
        List<LossType> types = Arrays.stream(LossType.values())
                .filter(t -> t.data() == ExampleKind.PAIRS)
                .toList();
        Arbitrary<FDivergence> divergences = Arbitraries.of(FDivergence.REVERSE_KL, FDivergence.JS_DIVERGENCE);
        return Combinators.combine(Arbitraries.of(types), betas(), Arbitraries.of(0.001, 0.1, 0.3), divergences)
                .as((type, beta, smoothing, divergence) -> {
                    LossConfigBuilder settings = LossConfig.of(type);
                    set(settings, type, LossOption.BETA, beta);
                    set(settings, type, LossOption.LABEL_SMOOTHING, smoothing);
                    set(settings, type, LossOption.F_DIVERGENCE_TYPE, divergence);
                    set(settings, type, LossOption.UNLIKELIHOOD_ALPHA, 0.5);
                    set(settings, type, LossOption.DPOP_LAMBDA, 3.0);
                    return settings.build();
                });
    }

    private static void set(LossConfigBuilder settings, LossType type, LossOption option, Object value) {
        if (type.uses(option)) {
            settings.set(option, value);
        }
    }

    @Provide
    Arbitrary<PairLogProbs> pair() {
        Arbitrary<Double> logProbs = Arbitraries.doubles().between(-60, -0.1);
        Arbitrary<Integer> lengths = Arbitraries.integers().between(1, 80);
        return Combinators.combine(logProbs, logProbs, logProbs, logProbs, lengths, lengths)
                .as(PairLogProbs::new);
    }

    @Provide
    Arbitrary<List<PairLogProbs>> pairs() {
        return pair().list();
    }

    @Provide
    Arbitrary<double[]> ratios() {
        return Arbitraries.doubles()
                .between(-30, 30)
                .array(double[].class)
                .ofMinSize(2)
                .ofMaxSize(6);
    }

    private static PairBatch evaluated(
            PairwiseLoss loss, List<PairLogProbs> pairs, int moved, double moreChosen, double moreRejected) {
        PairBatch batch = new PairBatch(pairs.size());
        for (int i = 0; i < pairs.size(); i++) {
            PairLogProbs p = pairs.get(i);
            batch.add(
                    i != moved
                            ? p
                            : new PairLogProbs(
                                    p.chosen() + moreChosen,
                                    p.rejected() + moreRejected,
                                    p.referenceChosen(),
                                    p.referenceRejected(),
                                    p.chosenLength(),
                                    p.rejectedLength()));
        }
        loss.addTo(batch, 1);
        return batch;
    }

    private static double sum(PairBatch batch) {
        double sum = 0;
        for (int i = 0; i < batch.pairs(); i++) {
            sum += batch.loss(i);
        }
        return sum;
    }

    private static PairLogProbs margin(double h) {
        return new PairLogProbs(h / 2, -h / 2, 0, 0, 1, 1);
    }

    private static PairLogProbs swapped(PairLogProbs p) {
        return new PairLogProbs(
                /* chosen= */ p.rejected(),
                /* rejected= */ p.chosen(),
                /* referenceChosen= */ p.referenceRejected(),
                /* referenceRejected= */ p.referenceChosen(),
                /* chosenLength= */ p.rejectedLength(),
                /* rejectedLength= */ p.chosenLength());
    }
}
