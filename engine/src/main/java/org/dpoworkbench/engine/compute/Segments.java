package org.dpoworkbench.engine.compute;

/// Who attends to whom in a packed micro-batch. A segment is a run of rows that attends to its context, all of it, and
/// causally to itself: a prompt has no context, a completion's context is its prompt. Consecutive segments that share a
/// context, and that context's own segment, form a group; attention never leaves a group.
///
/// The arrays are as long as the largest micro-batch needs; `groups` and `segments` say how much is in use.
public final class Segments {
    public int groups;
    public int segments;
    /// Group g has the segments from `groupStart[g]` to `groupStart[g + 1]`, exclusive.
    public final int[] groupStart;
    /// First row of each segment.
    public final int[] start;
    /// Rows of each segment.
    public final int[] length;
    /// First row of each segment's context.
    public final int[] contextStart;
    /// Rows of each segment's context; 0: none.
    public final int[] contextLength;

    /// @param capacity segments that fit
    public Segments(int capacity) {
        groupStart = new int[capacity + 1];
        start = new int[capacity];
        length = new int[capacity];
        contextStart = new int[capacity];
        contextLength = new int[capacity];
    }

    public void clear() {
        groups = 0;
        segments = 0;
        groupStart[0] = 0;
    }

    /// Adds a segment to the group that is being built.
    public void add(int firstRow, int rows, int contextFirstRow, int contextRows) {
        start[segments] = firstRow;
        length[segments] = rows;
        contextStart[segments] = contextFirstRow;
        contextLength[segments] = contextRows;
        segments++;
    }

    /// Ends the group that is being built.
    public void endGroup() {
        groups++;
        groupStart[groups] = segments;
    }
}
