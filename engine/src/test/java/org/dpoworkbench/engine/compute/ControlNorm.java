package org.dpoworkbench.engine.compute;

/// Layer normalisation and, where nothing is centred, root-mean-square normalisation by their definitions.
final class ControlNorm {
    private final ControlMemory memory;
    private final FloatTensor x;
    private final int columns;
    private final boolean centred;

    ControlNorm(ControlMemory memory, FloatTensor x, boolean centred) {
        this.memory = memory;
        this.x = x;
        this.columns = x.columns();
        this.centred = centred;
    }

    /// Writes mean (0 where nothing is centred) and 1/√(variance + epsilon).
    void statistics(int row, double epsilon, FloatTensor statistics) {
        double mean = 0;
        if (centred) {
            for (int c = 0; c < columns; c++) {
                mean += memory.get(x, row, c) / columns;
            }
        }
        double variance = 0;
        for (int c = 0; c < columns; c++) {
            double d = memory.get(x, row, c) - mean;
            variance += d * d / columns;
        }
        memory.set(statistics, row, 0, mean);
        memory.set(statistics, row, 1, 1 / Math.sqrt(variance + epsilon));
    }

    /// (x − mean) · inverse
    double normalised(int row, int c, FloatTensor statistics) {
        return (memory.get(x, row, c) - memory.get(statistics, row, 0)) * memory.get(statistics, row, 1);
    }

    /// With n the normalised row and d = dOut · gain: dx += inverse · (d − mean(d) − n · mean(d · n)).
    void backwardInput(int row, FloatTensor statistics, Vector gain, double offset, FloatTensor dOut, FloatTensor dx) {
        double meanOfD = 0;
        double meanOfProduct = 0;
        for (int c = 0; c < columns; c++) {
            double d = memory.get(dOut, row, c) * (offset + memory.get(gain.weight(), 0, c));
            meanOfD += centred ? d / columns : 0;
            meanOfProduct += d * normalised(row, c, statistics) / columns;
        }
        for (int c = 0; c < columns; c++) {
            double d = memory.get(dOut, row, c) * (offset + memory.get(gain.weight(), 0, c));
            double n = normalised(row, c, statistics);
            memory.add(dx, row, c, memory.get(statistics, row, 1) * (d - meanOfD - n * meanOfProduct));
        }
    }
}
