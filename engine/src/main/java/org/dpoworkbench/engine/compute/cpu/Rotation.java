package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

/// Rotary position embedding in place: (a, b) → (a cos − b sin, b cos + a sin) for the halves a, b of each head's
/// rotated dimensions, its first ones.
final class Rotation implements WorkPool.Work {
    private final WorkPool pool;
    private int rowWidth;
    private int heads;
    private int headSize;
    private int rotated;
    private int direction;
    private long positions;
    private long angles;
    private long x;

    Rotation(WorkPool pool) {
        this.pool = pool;
    }

    void run(
            int rows,
            int rowWidth,
            int heads,
            int headSize,
            int rotated,
            int direction,
            long positions,
            long angles,
            long x) {
        this.rowWidth = rowWidth;
        this.heads = heads;
        this.headSize = headSize;
        this.rotated = rotated;
        this.direction = direction;
        this.positions = positions;
        this.angles = angles;
        this.x = x;
        pool.run(this, rows, Grain.rows(heads * rotated));
    }

    @Override
    public void run(int from, int to, int worker) {
        int half = rotated / 2;
        long halfBytes = (long) half * Float.BYTES;
        for (int r = from; r < to; r++) {
            int position = Lanes.getInt(positions + (long) r * Integer.BYTES);
            long cosines = angles + (long) position * rotated * Float.BYTES;
            long row = x + (long) r * rowWidth * Float.BYTES;
            for (int h = 0; h < heads; h++) {
                long head = row + (long) h * headSize * Float.BYTES;
                for (int i = 0; i < half; i += LENGTH) {
                    var mask = Lanes.below(half - i);
                    long at = (long) i * Float.BYTES;
                    var cos = Lanes.load(cosines + at, mask);
                    var sin = Lanes.load(cosines + halfBytes + at, mask).mul(direction);
                    var a = Lanes.load(head + at, mask);
                    var b = Lanes.load(head + halfBytes + at, mask);
                    Lanes.store(a.mul(cos).sub(b.mul(sin)), head + at, mask);
                    Lanes.store(b.mul(cos).add(a.mul(sin)), head + halfBytes + at, mask);
                }
            }
        }
    }
}
