package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import org.dpoworkbench.engine.compute.Nonlinearity;

/// out = f(x), or out = f(gate) · up where x is `[gate | up]`.
final class ActivationForward implements WorkPool.Work {
    private final WorkPool pool;
    private Nonlinearity f;
    private int width;
    private boolean gated;
    private long x;
    private long out;

    ActivationForward(WorkPool pool) {
        this.pool = pool;
    }

    /// @param width columns of out
    void run(Nonlinearity f, int rows, int width, boolean gated, long x, long out) {
        this.f = f;
        this.width = width;
        this.gated = gated;
        this.x = x;
        this.out = out;
        pool.run(this, rows, Grain.rows(4 * width));
    }

    @Override
    public void run(int from, int to, int worker) {
        long widthBytes = (long) width * Float.BYTES;
        for (int r = from; r < to; r++) {
            long source = x + r * widthBytes * (gated ? 2 : 1);
            long target = out + r * widthBytes;
            for (int c = 0; c < width; c += LENGTH) {
                var mask = Lanes.below(width - c);
                long at = (long) c * Float.BYTES;
                var value = Activations.value(f, Lanes.load(source + at, mask));
                Lanes.store(gated ? value.mul(Lanes.load(source + widthBytes + at, mask)) : value, target + at, mask);
            }
        }
    }
}
