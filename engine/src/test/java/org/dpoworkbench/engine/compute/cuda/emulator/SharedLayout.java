package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where a kernel's shared arrays lie, with guards before, between and after them.
final class SharedLayout {
    private static final int GUARD_BYTES = 1024;

    /// What a block may declare.
    private static final int MOST_BYTES = 48 * 1024;

    private final List<Variable> arrays = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private int end = GUARD_BYTES;
    private int declared;
    private byte[] fresh;

    /// The array's address in shared memory.
    int add(Variable array) {
        int start = end + array.align() - 1 & -array.align();
        arrays.add(array);
        starts.add(start);
        declared += array.bytes();
        if (declared > MOST_BYTES) {
            throw new IllegalArgumentException("more than " + MOST_BYTES + " bytes of shared memory, with " + array);
        }
        end = start + array.bytes() + GUARD_BYTES;
        return start;
    }

    int size() {
        return end;
    }

    /// Bytes that the kernel declares, without guards.
    int declaredBytes() {
        return declared;
    }

    void resetStates(Region region) {
        if (fresh == null) {
            byte[] states = new byte[region.state.length];
            Arrays.fill(states, Region.GUARD);
            for (int i = 0; i < arrays.size(); i++) {
                Arrays.fill(states, starts.get(i), starts.get(i) + arrays.get(i).bytes(), Region.NEVER_WRITTEN);
            }
            fresh = states;
        }
        System.arraycopy(fresh, 0, region.state, 0, fresh.length);
    }

    /// An address as array and offset.
    String describe(int at) {
        for (int i = 0; i < arrays.size(); i++) {
            int offset = at - starts.get(i);
            if (offset >= -GUARD_BYTES / 2 && offset < arrays.get(i).bytes() + GUARD_BYTES / 2) {
                return arrays.get(i).name() + (offset < 0 ? " - " + -offset : " + " + offset);
            }
        }
        return Integer.toString(at);
    }
}
