package org.dpoworkbench.engine.compute.cpu;

/// How many items a worker takes at a time: enough arithmetic that taking costs nothing, few enough to share well.
final class Grain {
    private static final int FLOATS = 16_384;

    private Grain() {}

    /// Rows of `columns` floats.
    static int rows(int columns) {
        return Math.max(1, FLOATS / Math.max(1, columns));
    }

    /// Vectors' worth of columns, each over `rows` rows.
    static int columnBlocks(int rows, int blockFloats) {
        return Math.max(1, FLOATS / Math.max(1, rows * blockFloats));
    }
}
