package org.dpoworkbench.engine.loss;

/// Numbers in ascending order that know where they came from; equal ones stay in their order.
final class Ranked {
    private final double[] values;
    private final int[] indices;

    Ranked(int count) {
        values = new double[count];
        indices = new int[count];
    }

    void set(int index, double value) {
        values[index] = value;
        indices[index] = index;
    }

    /// By insertion: a batch has tens of pairs.
    void sort() {
        for (int i = 1; i < values.length; i++) {
            double value = values[i];
            int index = indices[i];
            int place = i;
            while (place > 0 && values[place - 1] > value) {
                values[place] = values[place - 1];
                indices[place] = indices[place - 1];
                place--;
            }
            values[place] = value;
            indices[place] = index;
        }
    }

    double value(int rank) {
        return values[rank];
    }

    /// Where the value of this rank was before.
    int index(int rank) {
        return indices[rank];
    }
}
