package org.dpoworkbench.engine.compute;

/// Who attends to whom in a packed micro-batch. A segment is a run of rows that attends to its context, all of it, and
/// causally to itself: a prompt has no context, a completion's context is its prompt. Consecutive segments that share a
/// context, and that context's own segment, form a group; attention never leaves a group. Segments follow each other in
/// the order of their rows.
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

    /// Rows up to the last segment's end.
    public int rows() {
        return segments == 0 ? 0 : start[segments - 1] + length[segments - 1];
    }

    /// Makes sure of what computing relies on: groups share no row, and contexts lie in segments of their own group.
    ///
    /// @throws IllegalArgumentException where that is not so
    public void check() {
        if (groupStart[groups] != segments) {
            throw new IllegalArgumentException(segments + " segments, " + groupStart[groups] + " of them in groups");
        }
        int row = 0;
        for (int g = 0; g < groups; g++) {
            for (int s = groupStart[g]; s < groupStart[g + 1]; s++) {
                if (start[s] < row || length[s] < 0 || start[s] > Integer.MAX_VALUE - length[s]) {
                    throw new IllegalArgumentException("segment " + s + " has " + length[s] + " rows from " + start[s]
                            + " on; the one before ends at " + row);
                }
                if (contextLength[s] != 0 && !contextInGroup(g, s)) {
                    throw new IllegalArgumentException("the context of segment " + s + ", " + contextLength[s]
                            + " rows from " + contextStart[s] + " on, is not in its group");
                }
                row = start[s] + length[s];
            }
        }
    }

    private boolean contextInGroup(int group, int segment) {
        for (int s = groupStart[group]; s < groupStart[group + 1]; s++) {
            int offset = contextStart[segment] - start[s];
            if (s != segment
                    && offset >= 0
                    && contextLength[segment] > 0
                    && contextLength[segment] <= length[s] - offset) {
                return true;
            }
        }
        return false;
    }
}
