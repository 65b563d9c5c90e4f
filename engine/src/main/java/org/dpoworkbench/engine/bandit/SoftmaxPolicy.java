package org.dpoworkbench.engine.bandit;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.dpoworkbench.engine.compute.AdamWStep;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.loss.PairGradient;
import org.dpoworkbench.engine.loss.PairLogProbs;
import org.dpoworkbench.engine.loss.PairLoss;

/// `π = softmax(θ)` over three actions, θ = 0 at first; the reference is that start, the uniform policy. Losses and
/// optimiser are those that train language models.
final class SoftmaxPolicy {
    private static final double REFERENCE = -Math.log(BanditData.ACTIONS);

    private final Backend backend;
    private final FloatTensor logits; // (actions)
    private final FloatTensor gradients; // (actions)
    private final FloatTensor first; // (actions), Adam's mean of gradients
    private final FloatTensor second; // (actions), and of their squares
    private final AdamWStep numbers = new AdamWStep();
    private final float[] upload = new float[BanditData.ACTIONS];
    private final double[] sums = new double[BanditData.ACTIONS];
    private final double[] logProbs = new double[BanditData.ACTIONS];

    /// What a batch told.
    record Step(double loss, double gradientNorm) {}

    SoftmaxPolicy(Backend backend, OptimizerConfig adam) {
        this.backend = backend;
        logits = backend.floats(BanditData.ACTIONS, 1);
        gradients = backend.floats(BanditData.ACTIONS, 1);
        first = backend.floats(BanditData.ACTIONS, 1);
        second = backend.floats(BanditData.ACTIONS, 1);
        numbers.learningRate = adam.learningRate();
        numbers.beta1 = adam.adamBeta1();
        numbers.beta2 = adam.adamBeta2();
        numbers.epsilon = adam.adamEpsilon();
        numbers.weightDecay = adam.weightDecay();
        numbers.gradientScale = 1;
        normalise();
    }

    /// One step of Adam on the mean loss of a batch.
    Step step(PairLoss loss, List<BanditData.Comparison> batch) {
        Arrays.fill(sums, 0);
        double total = 0;
        for (BanditData.Comparison pair : batch) {
            PairGradient g = loss.at(pair(pair));
            total += g.loss();
            add(pair.chosen(), g.chosen() / batch.size());
            add(pair.rejected(), g.rejected() / batch.size());
        }
        double squares = 0;
        for (int k = 0; k < upload.length; k++) {
            upload[k] = (float) sums[k];
            squares += sums[k] * sums[k];
        }
        backend.upload(upload, upload.length, gradients);
        numbers.step++;
        backend.adamW(logits, gradients, first, second, numbers);
        normalise();
        return new Step(total / batch.size(), Math.sqrt(squares));
    }

    /// `d log π(action) / dθ_k = [k = action] − π_k`.
    private void add(int action, double slope) {
        for (int k = 0; k < sums.length; k++) {
            sums[k] += slope * ((k == action ? 1 : 0) - probability(k));
        }
    }

    private void normalise() {
        MemorySegment values = backend.read(logits);
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < logProbs.length; k++) {
            logProbs[k] = values.getAtIndex(ValueLayout.JAVA_FLOAT, k);
            most = Math.max(most, logProbs[k]);
        }
        double sum = 0;
        for (double logit : logProbs) {
            sum += Math.exp(logit - most);
        }
        double logSum = most + Math.log(sum);
        for (int k = 0; k < logProbs.length; k++) {
            logProbs[k] -= logSum;
        }
    }

    /// π of an action.
    double probability(int action) {
        return Math.exp(logProbs[action]);
    }

    /// log π of an action, in nats.
    double logProb(int action) {
        return logProbs[action];
    }

    /// What a loss sees of a comparison: an action is a completion of one token.
    PairLogProbs pair(BanditData.Comparison pair) {
        return new PairLogProbs(logProbs[pair.chosen()], logProbs[pair.rejected()], REFERENCE, REFERENCE, 1, 1);
    }
}
