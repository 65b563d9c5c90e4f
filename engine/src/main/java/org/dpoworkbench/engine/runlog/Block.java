package org.dpoworkbench.engine.runlog;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.curve.SeriesBuilder;

/// Points of one metric as the run log keeps them: two columns of numbers, little-endian.
///
/// @param points    how many
/// @param steps     an int32 each; empty where they follow one another without a gap
/// @param values    a float64 each
@SuppressWarnings("ArrayRecordComponent") // nobody writes to them
record Block(int firstStep, int lastStep, int points, byte[] steps, byte[] values) {
    /// Points in a full block: 32 KiB of values.
    static final int FULL = 4096;

    /// The points of `series` from position `from` to before `to`.
    @SuppressWarnings("ByteBufferBackingArray") // littleEndian allocates them whole
    static Block of(Series series, int from, int to) {
        int points = to - from;
        int first = series.step(from);
        int last = series.step(to - 1);
        ByteBuffer values = littleEndian(points * Double.BYTES);
        for (int i = from; i < to; i++) {
            values.putDouble(series.value(i));
        }
        boolean withoutGap = last - first == points - 1;
        ByteBuffer steps = littleEndian(withoutGap ? 0 : points * Integer.BYTES);
        for (int i = from; i < to && !withoutGap; i++) {
            steps.putInt(series.step(i));
        }
        return new Block(first, last, points, steps.array(), values.array());
    }

    /// Adds the points up to step `last` to `column`.
    void addTo(SeriesBuilder column, int last) {
        ByteBuffer value = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer step = ByteBuffer.wrap(steps).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < points; i++) {
            int at = steps.length == 0 ? firstStep + i : step.getInt();
            if (at > last) {
                return;
            }
            column.add(at, value.getDouble());
        }
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
