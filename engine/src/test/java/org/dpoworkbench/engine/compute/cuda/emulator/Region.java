package org.dpoworkbench.engine.compute.cuda.emulator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A run of emulated memory, and for each of its bytes what is known of it.
final class Region {
    static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// States of a byte.
    static final byte NEVER_WRITTEN = 0;

    static final byte WRITTEN = 1;
    static final byte COPY_ON_THE_WAY = 2;
    static final byte GUARD = 3;

    private static final short WRITTEN_2 = 0x0101;
    private static final int WRITTEN_4 = 0x01010101;
    private static final long WRITTEN_8 = 0x0101010101010101L;
    private static final long GUARD_OR_COPY = 0x0202020202020202L;

    final long base;
    byte[] bytes;
    byte[] state;

    /// For each word of global memory the launch and block that wrote it last; see [GridRaces].
    int[] writers;

    /// Zero once released.
    long size;

    Region(long base, int size, boolean shownToBlocks) {
        this.base = base;
        this.size = size;
        bytes = new byte[size + 15 & -16];
        state = new byte[bytes.length];
        writers = shownToBlocks ? new int[bytes.length / Integer.BYTES] : null;
        Arrays.fill(state, size, bytes.length, GUARD);
        Arrays.fill(bytes, (byte) 0xff);
    }

    /// Instructions that remember it keep no memory alive.
    void release() {
        size = 0;
        bytes = null;
        state = null;
        writers = null;
    }

    boolean contains(long address, int count) {
        long offset = address - base;
        return offset >= 0 && offset <= size - count;
    }

    /// Whether every one of 1, 2, 4, 8 or 16 bytes was written.
    boolean written(int at, int count) {
        return switch (count) {
            case 1 -> state[at] == WRITTEN;
            case 2 -> (short) SHORT.get(state, at) == WRITTEN_2;
            case 4 -> (int) INT.get(state, at) == WRITTEN_4;
            case 8 -> (long) LONG.get(state, at) == WRITTEN_8;
            default -> (long) LONG.get(state, at) == WRITTEN_8 && (long) LONG.get(state, at + 8) == WRITTEN_8;
        };
    }

    /// Whether each of a multiple of 8 bytes was written.
    boolean rowWritten(int at, int count) {
        long difference = 0;
        for (int i = at; i < at + count; i += Long.BYTES) {
            difference |= (long) LONG.get(state, i) ^ WRITTEN_8;
        }
        return difference == 0;
    }

    /// Whether 1, 2, 4, 8 or 16 bytes are neither guards nor the target of a copy on the way.
    boolean writable(int at, int count) {
        return switch (count) {
            case 1 -> state[at] <= WRITTEN;
            case 2 -> ((short) SHORT.get(state, at) & (short) GUARD_OR_COPY) == 0;
            case 4 -> ((int) INT.get(state, at) & (int) GUARD_OR_COPY) == 0;
            case 8 -> ((long) LONG.get(state, at) & GUARD_OR_COPY) == 0;
            default -> (((long) LONG.get(state, at) | (long) LONG.get(state, at + 8)) & GUARD_OR_COPY) == 0;
        };
    }

    void markWritten(int at, int count) {
        switch (count) {
            case 1 -> state[at] = WRITTEN;
            case 2 -> SHORT.set(state, at, WRITTEN_2);
            case 4 -> INT.set(state, at, WRITTEN_4);
            case 8 -> LONG.set(state, at, WRITTEN_8);
            default -> {
                LONG.set(state, at, WRITTEN_8);
                LONG.set(state, at + 8, WRITTEN_8);
            }
        }
    }

    /// Why bytes may not be read or written.
    String complaint(int at, int count) {
        for (int i = at; i < at + count; i++) {
            switch (state[i]) {
                case GUARD -> {
                    return "outside of every array";
                }
                case COPY_ON_THE_WAY -> {
                    return "where an asynchronous copy is on the way";
                }
                case NEVER_WRITTEN -> {
                    return "never written";
                }
                default -> {}
            }
        }
        return "of a released allocation";
    }
}
