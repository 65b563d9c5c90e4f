package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;
import static org.dpoworkbench.engine.compute.cpu.Lanes.MEMORY;
import static org.dpoworkbench.engine.compute.cpu.Lanes.ORDER;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.dpoworkbench.engine.compute.Nonlinearity;

/// out = f(x), or out = f(gate) · up where x is `[gate | up]`.
final class ActivationForward implements WorkPool.Work {
    private final WorkPool pool;
    private Activations f = Activations.SILU;
    private int width;
    private boolean gated;
    private long x;
    private long out;

    ActivationForward(WorkPool pool) {
        this.pool = pool;
    }

    /// @param width columns of out
    void run(Nonlinearity f, int rows, int width, boolean gated, long x, long out) {
        this.f = Activations.of(f);
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
            if (gated) {
                gatedRow(x + r * 2 * widthBytes, out + r * widthBytes);
            } else {
                row(x + r * widthBytes, out + r * widthBytes);
            }
        }
    }

    private void row(long source, long target) {
        f.parts(source, width, target);
        int whole = Lanes.SPECIES.loopBound(width);
        for (int c = 0; c < whole; c += LENGTH) {
            long at = (long) c * Float.BYTES;
            f.value(Lanes.load(source + at), Lanes.load(target + at)).intoMemorySegment(MEMORY, target + at, ORDER);
        }
        if (whole < width) {
            VectorMask<Float> mask = Lanes.below(width - whole);
            long at = (long) whole * Float.BYTES;
            FloatVector value = f.value(Lanes.load(source + at, mask), Lanes.load(target + at, mask));
            Lanes.store(value, target + at, mask);
        }
    }

    private void gatedRow(long gate, long target) {
        f.parts(gate, width, target);
        long up = gate + (long) width * Float.BYTES;
        int whole = Lanes.SPECIES.loopBound(width);
        for (int c = 0; c < whole; c += LENGTH) {
            long at = (long) c * Float.BYTES;
            FloatVector value = f.value(Lanes.load(gate + at), Lanes.load(target + at));
            value.mul(Lanes.load(up + at)).intoMemorySegment(MEMORY, target + at, ORDER);
        }
        if (whole < width) {
            VectorMask<Float> mask = Lanes.below(width - whole);
            long at = (long) whole * Float.BYTES;
            FloatVector value = f.value(Lanes.load(gate + at, mask), Lanes.load(target + at, mask));
            Lanes.store(value.mul(Lanes.load(up + at, mask)), target + at, mask);
        }
    }
}
