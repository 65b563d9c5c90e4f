package org.dpoworkbench.engine.loss;

import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.engine.config.FDivergence;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;

/// A loss on pairs. It sees one logical batch at a time, whose loss is the mean over its pairs.
public sealed interface PairwiseLoss extends PreferenceLoss
        permits PairLoss, Aot, AotUnpaired, LikelihoodTerm, LossSum {

    /// Adds `weight` times the loss of each pair, and the derivatives of their sum, to what the batch holds.
    void addTo(PairBatch batch, double weight);

    /// Whether a pair's gradient depends on the log-probs of the batch's other pairs, so that none is known before all
    /// are.
    default boolean couplesPairs() {
        return false;
    }

    /// Whether the likelihood of the chosen completions is a part of it.
    default boolean hasLikelihoodTerm() {
        return false;
    }

    /// The loss and its gradient where the pair is a batch of its own.
    default PairGradient alone(PairLogProbs pair) {
        PairBatch batch = new PairBatch(1);
        batch.add(pair);
        addTo(batch, 1);
        return new PairGradient(
                batch.loss(0), batch.chosenGradient(0) + batch.likelihoodGradient(0), batch.rejectedGradient(0));
    }

    /// The loss of pairs that a configuration asks for.
    static PairwiseLoss of(LossConfig config) {
        List<LossSum.Term> terms = new ArrayList<>();
        for (int i = 0; i < config.lossTypes().size(); i++) {
            LossType type = config.lossTypes().get(i);
            double weight = config.lossWeights().get(i);
            terms.add(new LossSum.Term(weight, under(config, one(type, config))));
            double likelihood = likelihoodWeight(type, config);
            if (likelihood > 0) {
                terms.add(new LossSum.Term(weight * likelihood, new LikelihoodTerm(config.useWeighting())));
            }
        }
        LossSum sum = new LossSum(terms);
        return terms.size() == 1 && terms.getFirst().weight() == 1
                ? terms.getFirst().loss()
                : sum;
    }

    /// Weight of the likelihood term that a loss brings with it: ORPO's (Hong et al. 2024, arXiv 2403.07691)
    /// and CPO's (Xu et al. 2024, arXiv 2401.08417).
    private static double likelihoodWeight(LossType type, LossConfig config) {
        return switch (type) {
            case ORPO -> 1;
            case CPO, CPO_HINGE, CPO_IPO -> config.cpoAlpha();
            case SIGMOID,
                    HINGE,
                    IPO,
                    EXO_PAIR,
                    NCA_PAIR,
                    ROBUST,
                    BCO_PAIR,
                    SPPO_HARD,
                    AOT,
                    AOT_UNPAIRED,
                    APO_ZERO,
                    APO_DOWN,
                    DISCOPOP,
                    SIGMOID_NORM,
                    DPOP,
                    SFT,
                    SIMPO,
                    UNLIKELIHOOD,
                    PREFERRED_FT,
                    KTO,
                    APO_ZERO_UNPAIRED,
                    PLACKETT_LUCE -> 0;
        };
    }

    private static PairwiseLoss under(LossConfig config, PairwiseLoss loss) {
        return config.fDivergenceType() != FDivergence.REVERSE_KL && loss instanceof PairLoss pairLoss
                ? new Divergent(pairLoss, config.fDivergenceType(), config.fAlphaDivergenceCoef())
                : loss;
    }

    private static PairwiseLoss one(LossType type, LossConfig config) {
        double beta = config.beta();
        double smoothing = config.labelSmoothing();
        return switch (type) {
            case SIGMOID -> new Dpo(beta, smoothing);
            case HINGE -> new Hinge(beta);
            case IPO -> new Ipo(beta, config.ipoNormalisation());
            case EXO_PAIR -> new Exo(beta, smoothing);
            case NCA_PAIR -> new Nca(beta);
            case ROBUST -> new RobustDpo(beta, smoothing);
            case BCO_PAIR -> new Bco(beta);
            case SPPO_HARD -> new Sppo(beta);
            case AOT -> new Aot(beta, smoothing);
            case AOT_UNPAIRED -> new AotUnpaired(beta, smoothing);
            case APO_ZERO -> new ApoZero(beta);
            case APO_DOWN -> new ApoDown(beta);
            case DISCOPOP -> new DiscoPop(beta, config.discopopTau());
            case SIGMOID_NORM -> new DpoPerToken(beta);
            case DPOP -> new DpoPositive(beta, config.dpopLambda());
            case SFT -> new LikelihoodTerm(config.useWeighting());
            case CPO -> new Cpo(beta, smoothing, config.alpha());
            case CPO_HINGE -> new CpoHinge(beta, config.alpha());
            case CPO_IPO -> new CpoIpo(beta, config.alpha());
            case SIMPO -> new SimPo(beta, config.simpoGamma(), smoothing, config.alpha());
            case ORPO -> new OddsRatio(beta);
            case UNLIKELIHOOD -> new Unlikelihood(config.unlikelihoodAlpha());
            case PREFERRED_FT -> new PreferredFineTuning();
            case KTO, APO_ZERO_UNPAIRED, PLACKETT_LUCE ->
                throw new IllegalArgumentException(type.text() + " is no loss of pairs");
        };
    }
}
