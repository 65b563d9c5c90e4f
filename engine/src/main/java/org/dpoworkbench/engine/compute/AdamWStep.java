package org.dpoworkbench.engine.compute;

/// Numbers of one AdamW step; reused from step to step, so its fields change.
public final class AdamWStep {
    public double learningRate;
    public double beta1;
    public double beta2;
    public double epsilon;
    public double weightDecay;
    public double gradientScale;
    /// 1 for the first step.
    public int step;

    /// What decay leaves of a weight.
    public float keep() {
        return (float) (1 - learningRate * weightDecay);
    }

    /// The learning rate, by the bias of the first moment.
    public float rate() {
        return (float) (learningRate / (1 - Math.pow(beta1, step)));
    }

    /// What takes the bias of the second moment from its root.
    public float rootCorrection() {
        return (float) (1 / Math.sqrt(1 - Math.pow(beta2, step)));
    }
}
