package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import org.dpoworkbench.engine.compute.AdamWStep;

/// w ← w (1 − lr · decay) − (lr / (1 − β1^t)) · m / (√v / √(1 − β2^t) + ε), with m and v the decayed means of
/// g and g², all of them float32.
final class AdamWUpdate {
    private float beta1;
    private float oneMinusBeta1;
    private float beta2;
    private float oneMinusBeta2;
    private float keep;
    private float rate;
    private float rootCorrection;
    private float epsilon;
    private float scale;

    void set(AdamWStep step) {
        beta1 = (float) step.beta1;
        oneMinusBeta1 = (float) (1 - step.beta1);
        beta2 = (float) step.beta2;
        oneMinusBeta2 = (float) (1 - step.beta2);
        keep = step.keep();
        rate = step.rate();
        rootCorrection = step.rootCorrection();
        epsilon = (float) step.epsilon;
        scale = (float) step.gradientScale;
    }

    /// @param count numbers from each address on
    void apply(long count, long w, long g, long m, long v) {
        for (long i = 0; i < count; i += LENGTH) {
            var mask = Lanes.below((int) Math.min(LENGTH, count - i));
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
