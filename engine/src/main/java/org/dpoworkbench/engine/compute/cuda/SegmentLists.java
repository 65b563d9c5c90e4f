package org.dpoworkbench.engine.compute.cuda;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.dpoworkbench.engine.compute.Segments;
import org.dpoworkbench.engine.compute.cuda.driver.CudaDriver;

/// Who attends to whom, as the kernels read it. It is sent when it is another than the last: layers share it.
///
/// By row, four lists one after another: the segment's first row (or −1), the context's first row and number of rows,
/// the end of the group. By segment: start, length, the context's start and length, the number of the segment after
/// the group. And the segments' tiles of [#TILE] rows: segment and first row of each.
final class SegmentLists {
    /// Rows of a tile.
    static final int TILE = 64;

    private static final int NO_SEGMENT = -1;
    private static final int BY_ROW = 4;
    private static final int BY_SEGMENT = 5;
    private static final int BY_TILE = 2;

    private final CudaDriver driver;
    private final Staging staging;
    private final Workspace workspace;
    private int[] sent = new int[0];
    private int sentLength;
    private int[] now = new int[0];
    private MemorySegment host = MemorySegment.NULL;
    private int rows;
    private int tiles;
    private long byRow;
    private long bySegment;
    private long byTile;

    SegmentLists(CudaDriver driver, DeviceMemory memory, Staging staging) {
        this.driver = driver;
        this.staging = staging;
        workspace = new Workspace(memory);
    }

    void send(Segments segments) {
        int length = describe(segments);
        if (length == sentLength && Arrays.equals(now, 0, length, sent, 0, length)) {
            return;
        }
        int[] last = sent;
        sent = now;
        sentLength = length;
        now = last;

        rows = segments.rows();
        tiles = 0;
        for (int s = 0; s < segments.segments; s++) {
            tiles += Math.ceilDiv(segments.length[s], TILE);
        }
        long tilesFrom = (long) BY_ROW * rows + (long) BY_SEGMENT * segments.segments;
        long bytes = (tilesFrom + (long) BY_TILE * tiles) * Integer.BYTES;
        host = staging.reserve(bytes);
        writeRows(segments);
        writeSegments(segments);
        writeTiles(segments, tilesFrom);
        byRow = workspace.reserve(bytes);
        bySegment = byRow + (long) BY_ROW * rows * Integer.BYTES;
        byTile = byRow + tilesFrom * Integer.BYTES;
        if (bytes > 0) {
            driver.toDevice(host, byRow, bytes);
        }
    }

    private void writeRows(Segments segments) {
        for (int r = 0; r < rows; r++) {
            setRow(r, NO_SEGMENT, 0, 0, 0);
        }
        for (int g = 0; g < segments.groups; g++) {
            int after = segments.groupStart[g + 1];
            for (int s = segments.groupStart[g]; s < after; s++) {
                int start = segments.start[s];
                int groupEnd = segments.start[after - 1] + segments.length[after - 1];
                for (int r = start; r < start + segments.length[s]; r++) {
                    setRow(r, start, segments.contextStart[s], segments.contextLength[s], groupEnd);
                }
            }
        }
    }

    private void setRow(int row, int segment, int context, int shared, int groupEnd) {
        set(row, segment);
        set((long) rows + row, context);
        set(2L * rows + row, shared);
        set(3L * rows + row, groupEnd);
    }

    private void writeSegments(Segments segments) {
        long at = (long) BY_ROW * rows;
        for (int g = 0; g < segments.groups; g++) {
            for (int s = segments.groupStart[g]; s < segments.groupStart[g + 1]; s++) {
                set(at++, segments.start[s]);
                set(at++, segments.length[s]);
                set(at++, segments.contextStart[s]);
                set(at++, segments.contextLength[s]);
                set(at++, segments.groupStart[g + 1]);
            }
        }
    }

    private void writeTiles(Segments segments, long from) {
        long at = from;
        for (int s = 0; s < segments.segments; s++) {
            for (int r = 0; r < segments.length[s]; r += TILE) {
                set(at++, s);
                set(at++, segments.start[s] + r);
            }
        }
    }

    private void set(long index, int value) {
        host.setAtIndex(ValueLayout.JAVA_INT, index, value);
    }

    /// The segments' numbers one after another in `now`; returns how many.
    private int describe(Segments segments) {
        int length = segments.groups + 4 * segments.segments;
        if (now.length < length) {
            now = new int[length];
        }
        System.arraycopy(segments.groupStart, 1, now, 0, segments.groups);
        int at = segments.groups;
        for (int s = 0; s < segments.segments; s++) {
            now[at++] = segments.start[s];
            now[at++] = segments.length[s];
            now[at++] = segments.contextStart[s];
            now[at++] = segments.contextLength[s];
        }
        return length;
    }

    /// Up to the last segment's end.
    int rows() {
        return rows;
    }

    int tiles() {
        return tiles;
    }

    /// The address of list `list` of those by row.
    long byRow(int list) {
        return byRow + (long) list * rows * Integer.BYTES;
    }

    long bySegment() {
        return bySegment;
    }

    long byTile() {
        return byTile;
    }
}
