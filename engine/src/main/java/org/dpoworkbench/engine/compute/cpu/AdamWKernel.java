package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import org.dpoworkbench.engine.compute.AdamWStep;

/// w ← w (1 − lr · decay) − (lr / (1 − β1^t)) · m / (√v / √(1 − β2^t) + ε), with m and v the decayed means of g and g².
final class AdamWKernel implements WorkPool.Work {
    private static final int BLOCK = 4096;

    private final WorkPool pool;
    private long size;
    private long w;
    private long g;
    private long m;
    private long v;
    private float beta1;
    private float oneMinusBeta1;
    private float beta2;
    private float oneMinusBeta2;
    private float keep;
    private float rate;
    private float rootCorrection;
    private float epsilon;
    private float scale;

    AdamWKernel(WorkPool pool) {
        this.pool = pool;
    }

    void run(long size, long w, long g, long m, long v, AdamWStep step) {
        this.size = size;
        this.w = w;
        this.g = g;
        this.m = m;
        this.v = v;
        beta1 = (float) step.beta1;
        oneMinusBeta1 = (float) (1 - step.beta1);
        beta2 = (float) step.beta2;
        oneMinusBeta2 = (float) (1 - step.beta2);
        keep = (float) (1 - step.learningRate * step.weightDecay);
        rate = (float) (step.learningRate / (1 - Math.pow(step.beta1, step.step)));
        rootCorrection = (float) (1 / Math.sqrt(1 - Math.pow(step.beta2, step.step)));
        epsilon = (float) step.epsilon;
        scale = (float) step.gradientScale;
        pool.run(this, Math.toIntExact(Math.ceilDiv(size, BLOCK)), 4);
    }

    @Override
    public void run(int from, int to, int worker) {
        long end = Math.min(size, (long) to * BLOCK);
        for (long i = (long) from * BLOCK; i < end; i += LENGTH) {
            var mask = Lanes.below((int) Math.min(LENGTH, end - i));
            long at = i * Float.BYTES;
            var gradient = Lanes.load(g + at, mask).mul(scale);
            var first = Lanes.load(m + at, mask).mul(beta1).add(gradient.mul(oneMinusBeta1));
            var second = Lanes.load(v + at, mask)
                    .mul(beta2)
                    .add(gradient.mul(gradient).mul(oneMinusBeta2));
            var denominator = second.sqrt().mul(rootCorrection).add(epsilon);
            var weight = Lanes.load(w + at, mask)
                    .mul(keep)
                    .sub(first.div(denominator).mul(rate));
            Lanes.store(first, m + at, mask);
            Lanes.store(second, v + at, mask);
            Lanes.store(weight, w + at, mask);
        }
    }
}
