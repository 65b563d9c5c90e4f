package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import org.dpoworkbench.engine.compute.Nonlinearity;

/// The gradient of [ActivationForward], and its output anew.
final class ActivationBackward implements WorkPool.Work {
    private final WorkPool pool;
    private Nonlinearity f;
    private int width;
    private boolean gated;
    private long x;
    private long dOut;
    private long dx;
    private long out;

    ActivationBackward(WorkPool pool) {
        this.pool = pool;
    }

    void run(Nonlinearity f, int rows, int width, boolean gated, long x, long dOut, long dx, long out) {
        this.f = f;
        this.width = width;
        this.gated = gated;
        this.x = x;
        this.dOut = dOut;
        this.dx = dx;
        this.out = out;
        pool.run(this, rows, Grain.rows(8 * width));
    }

    @Override
    public void run(int from, int to, int worker) {
        long widthBytes = (long) width * Float.BYTES;
        for (int r = from; r < to; r++) {
            long xRow = x + r * widthBytes * (gated ? 2 : 1);
            long dxRow = dx + r * widthBytes * (gated ? 2 : 1);
            for (int c = 0; c < width; c += LENGTH) {
                var mask = Lanes.below(width - c);
                long at = (long) c * Float.BYTES;
                var v = Lanes.load(xRow + at, mask);
                var d = Lanes.load(dOut + r * widthBytes + at, mask);
                var value = Activations.value(f, v);
                var slope = Activations.slope(f, v);
                if (gated) {
                    var up = Lanes.load(xRow + widthBytes + at, mask);
                    Lanes.store(d.mul(up).mul(slope), dxRow + at, mask);
                    Lanes.store(d.mul(value), dxRow + widthBytes + at, mask);
                    Lanes.store(value.mul(up), out + r * widthBytes + at, mask);
                } else {
                    Lanes.store(d.mul(slope), dxRow + at, mask);
                    Lanes.store(value, out + r * widthBytes + at, mask);
                }
            }
        }
    }
}
