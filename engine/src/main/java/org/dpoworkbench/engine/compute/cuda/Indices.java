package org.dpoworkbench.engine.compute.cuda;

import java.util.Arrays;
import org.dpoworkbench.engine.compute.Fit;
import org.dpoworkbench.engine.compute.IntTensor;

/// What the host last wrote into each list of integers, so that they can be checked before a kernel follows them.
/// Integers come from the host alone.
final class Indices {
    private long[] addresses = new long[16];
    private int[][] values = new int[16][];
    private int lists;

    void add(IntTensor list) {
        if (lists == addresses.length) {
            addresses = Arrays.copyOf(addresses, 2 * lists);
            values = Arrays.copyOf(values, 2 * lists);
        }
        addresses[lists] = list.address();
        values[lists] = new int[list.size()];
        lists++;
    }

    void wrote(IntTensor list, int[] source, int count) {
        System.arraycopy(source, 0, of(list), 0, count);
    }

    int[] of(IntTensor list) {
        for (int i = 0; i < lists; i++) {
            if (addresses[i] == list.address()) {
                return values[i];
            }
        }
        throw new IllegalArgumentException("a list of integers that this backend did not make");
    }

    /// The first `count` of the list are numbers from 0 to `bound`, exclusive.
    void check(String name, int count, IntTensor list, long bound) {
        Fit.count("an index", list.size(), count);
        int[] numbers = of(list);
        for (int i = 0; i < count; i++) {
            Fit.index(name, i, numbers[i], bound);
        }
    }
}
