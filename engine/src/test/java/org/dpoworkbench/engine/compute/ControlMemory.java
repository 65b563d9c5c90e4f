package org.dpoworkbench.engine.compute;

import java.util.Arrays;

/// Float64 memory behind the handles that a backend gives out. An address counts float32 bytes, so that slices of
/// handles work as everywhere; every access is checked against the handle's shape.
final class ControlMemory {
    private double[] numbers = new double[0];
    private int[] integers = new int[0];
    private int used;

    FloatTensor floats(long rows, int columns) {
        int begin = used;
        used = Math.toIntExact(begin + rows * columns);
        if (used > numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(used, 2 * begin));
        }
        return new FloatTensor((long) begin * Float.BYTES, rows, columns);
    }

    IntTensor ints(int size) {
        int begin = integers.length;
        integers = Arrays.copyOf(integers, begin + size);
        return new IntTensor((long) begin * Integer.BYTES, size);
    }

    double get(FloatTensor t, long row, int column) {
        return numbers[index(t, row, column)];
    }

    void set(FloatTensor t, long row, int column, double value) {
        numbers[index(t, row, column)] = value;
    }

    void add(FloatTensor t, long row, int column, double value) {
        numbers[index(t, row, column)] += value;
    }

    int get(IntTensor t, int i) {
        check(i < t.size());
        return integers[(int) (t.address() / Integer.BYTES) + i];
    }

    void set(IntTensor t, int i, int value) {
        check(i < t.size());
        integers[(int) (t.address() / Integer.BYTES) + i] = value;
    }

    private static int index(FloatTensor t, long row, int column) {
        check(row >= 0 && row < t.rows() && column >= 0 && column < t.columns());
        return (int) (t.address() / Float.BYTES + row * t.columns() + column);
    }

    private static void check(boolean inside) {
        if (!inside) {
            throw new IndexOutOfBoundsException();
        }
    }
}
