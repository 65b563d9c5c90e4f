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
}
