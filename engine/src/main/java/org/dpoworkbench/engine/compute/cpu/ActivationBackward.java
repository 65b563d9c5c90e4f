package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;
import static org.dpoworkbench.engine.compute.cpu.Lanes.MEMORY;
import static org.dpoworkbench.engine.compute.cpu.Lanes.ORDER;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.dpoworkbench.engine.compute.Nonlinearity;

/// The gradient of [ActivationForward], and its output anew.
final class ActivationBackward implements WorkPool.Work {
    private final WorkPool pool;
    private Activations f = Activations.SILU;
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
        this.f = Activations.of(f);
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
        long xBytes = widthBytes * (gated ? 2 : 1);
        for (int r = from; r < to; r++) {
            if (gated) {
                gatedRow(x + r * xBytes, dOut + r * widthBytes, dx + r * xBytes, out + r * widthBytes);
            } else {
                row(x + r * xBytes, dOut + r * widthBytes, dx + r * xBytes, out + r * widthBytes);
            }
        }
    }

    private void row(long xRow, long dOutRow, long dxRow, long outRow) {
        f.parts(xRow, width, outRow);
        int whole = Lanes.SPECIES.loopBound(width);
        for (int c = 0; c < whole; c += LENGTH) {
            long at = (long) c * Float.BYTES;
            FloatVector v = Lanes.load(xRow + at);
            FloatVector part = Lanes.load(outRow + at);
            Lanes.load(dOutRow + at).mul(f.slope(v, part)).intoMemorySegment(MEMORY, dxRow + at, ORDER);
            f.value(v, part).intoMemorySegment(MEMORY, outRow + at, ORDER);
        }
        if (whole < width) {
            VectorMask<Float> mask = Lanes.below(width - whole);
            long at = (long) whole * Float.BYTES;
            FloatVector v = Lanes.load(xRow + at, mask);
            FloatVector part = Lanes.load(outRow + at, mask);
            Lanes.store(Lanes.load(dOutRow + at, mask).mul(f.slope(v, part)), dxRow + at, mask);
            Lanes.store(f.value(v, part), outRow + at, mask);
        }
    }

    private void gatedRow(long xRow, long dOutRow, long dxRow, long outRow) {
        f.parts(xRow, width, outRow);
        long half = (long) width * Float.BYTES;
        int whole = Lanes.SPECIES.loopBound(width);
        for (int c = 0; c < whole; c += LENGTH) {
            long at = (long) c * Float.BYTES;
            FloatVector v = Lanes.load(xRow + at);
            FloatVector up = Lanes.load(xRow + half + at);
            FloatVector d = Lanes.load(dOutRow + at);
            FloatVector part = Lanes.load(outRow + at);
            FloatVector value = f.value(v, part);
            d.mul(up).mul(f.slope(v, part)).intoMemorySegment(MEMORY, dxRow + at, ORDER);
            d.mul(value).intoMemorySegment(MEMORY, dxRow + half + at, ORDER);
            value.mul(up).intoMemorySegment(MEMORY, outRow + at, ORDER);
        }
        if (whole < width) {
            VectorMask<Float> mask = Lanes.below(width - whole);
            long at = (long) whole * Float.BYTES;
            FloatVector v = Lanes.load(xRow + at, mask);
            FloatVector up = Lanes.load(xRow + half + at, mask);
            FloatVector d = Lanes.load(dOutRow + at, mask);
            FloatVector part = Lanes.load(outRow + at, mask);
            FloatVector value = f.value(v, part);
            Lanes.store(d.mul(up).mul(f.slope(v, part)), dxRow + at, mask);
            Lanes.store(d.mul(value), dxRow + half + at, mask);
            Lanes.store(value.mul(up), outRow + at, mask);
        }
    }
}
