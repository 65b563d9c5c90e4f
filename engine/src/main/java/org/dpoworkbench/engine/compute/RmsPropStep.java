package org.dpoworkbench.engine.compute;

/// Numbers of one RMSprop step; reused from step to step, so its fields change.
public final class RmsPropStep {
    public double learningRate;
    public double alpha;
    public double epsilon;
    public double weightDecay;
    public double gradientScale;
}
