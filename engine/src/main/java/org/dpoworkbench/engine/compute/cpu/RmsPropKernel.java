package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import org.dpoworkbench.engine.compute.RmsPropStep;

/// g ← g + decay · w, v ← α v + (1 − α) g², w ← w − lr · g / (√v + ε).
final class RmsPropKernel implements WorkPool.Work {
    private static final int BLOCK = 4096;

    private final WorkPool pool;
    private long size;
    private long w;
    private long g;
    private long v;
    private float alpha;
    private float oneMinusAlpha;
    private float decay;
    private float rate;
    private float epsilon;
    private float scale;

    RmsPropKernel(WorkPool pool) {
        this.pool = pool;
    }

    void run(long size, long w, long g, long v, RmsPropStep step) {
        this.size = size;
        this.w = w;
        this.g = g;
        this.v = v;
        alpha = (float) step.alpha;
        oneMinusAlpha = (float) (1 - step.alpha);
        decay = (float) step.weightDecay;
        rate = (float) step.learningRate;
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
            var before = Lanes.load(w + at, mask);
            var gradient = Lanes.load(g + at, mask).mul(scale).add(before.mul(decay));
            var second = Lanes.load(v + at, mask)
                    .mul(alpha)
                    .add(gradient.mul(gradient).mul(oneMinusAlpha));
            var weight = before.sub(gradient.div(second.sqrt().add(epsilon)).mul(rate));
            Lanes.store(second, v + at, mask);
            Lanes.store(weight, w + at, mask);
        }
    }
}
