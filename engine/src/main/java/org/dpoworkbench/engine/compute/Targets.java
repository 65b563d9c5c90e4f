package org.dpoworkbench.engine.compute;

/// Which tokens' log-probs are wanted: for each logit row the targets `first[r]` to `first[r + 1]`, exclusive. A
/// row has more than one target where it is a prompt's last row and serves every completion.
///
/// The arrays are as long as the largest micro-batch needs; `rows` and `targets` say how much is in use.
public final class Targets {
    public int rows;
    public int targets;
    /// Row of the packed micro-batch whose hidden state each logit row is made from.
    public final int[] hiddenRow;
    public final int[] first;
    /// Token id of each target.
    public final int[] token;
    /// Completion that each target belongs to.
    public final int[] sequence;

    /// @param capacity targets that fit
    public Targets(int capacity) {
        hiddenRow = new int[capacity];
        first = new int[capacity + 1];
        token = new int[capacity];
        sequence = new int[capacity];
    }

    public void clear() {
        rows = 0;
        targets = 0;
        first[0] = 0;
    }

    /// Begins a logit row; its targets follow.
    public void addRow(int row) {
        hiddenRow[rows] = row;
        rows++;
        first[rows] = targets;
    }

    /// Adds a target to the newest logit row.
    public void addTarget(int tokenId, int ofSequence) {
        token[targets] = tokenId;
        sequence[targets] = ofSequence;
        targets++;
        first[rows] = targets;
    }
}
