package org.dpoworkbench.engine.compute.cpu.machine;

import static org.dpoworkbench.engine.compute.cpu.machine.Register.R10;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.R11;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.R8;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.R9;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.RAX;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.RCX;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.RDI;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.RDX;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.RSI;

/// The machine code of [VectorKernels], whose methods say what each routine does.
final class VectorRoutines {
    private static final int VECTOR = 32;

    // Arguments on the stack, in bytes from its top.
    private static final int RESULT = 8;
    private static final int RESULT_ROW = 16;
    private static final int GROUPS = 24;
    private static final int GROUP_BYTES = 32;
    private static final int FACTOR = 40;
    private static final int MASK = 48;

    private VectorRoutines() {}

    /// What becomes of sums.
    enum End {
        /// They are the result.
        SET,

        /// They are added to the result.
        ADD,

        /// They began with the result, and are stored as they are. The left factor's summands follow each
        /// other, and RDX holds the bytes from each row of the right factor to what is brought into the cache
        /// meanwhile.
        CONTINUE
    }

    /// RDI left factor, RSI bytes from row to row of it, RDX bytes from summand to summand, RCX summands, R8 right
    /// factor, R9 bytes from summand to summand of it; on the stack the result, bytes from row to row of it,
    /// groups of rows, bytes from group to group of the left factor, the address of the factor of all sums, and
    /// that of the mask.
    ///
    /// @param rows   of a group: 1 to [VectorKernels#ROWS], where masked 1 to [VectorKernels#MASKED_ROWS]
    /// @param end    what becomes of sums
    /// @param masked whether only some of the columns are there
    static byte[] multiply(int rows, End end, boolean masked) {
        int low = 2 * rows;
        int high = low + 1;
        int left = low + 2;
        int lowMask = 14;
        int highMask = 15;
        var code = new Avx2Assembler();
        if (masked) {
            code.loadFromStack(RAX, MASK);
            code.load(lowMask, RAX, 0);
            code.load(highMask, RAX, VECTOR);
        }
        int group = code.here();
        if (end == End.CONTINUE) {
            code.loadFromStack(R10, RESULT);
            code.loadFromStack(R11, RESULT_ROW);
        }
        for (int row = 0; row < rows; row++) {
            for (int half = 0; half < 2; half++) {
                if (end == End.CONTINUE) {
                    code.load(2 * row + half, R10, half * VECTOR);
                } else {
                    code.clear(2 * row + half);
                }
            }
            if (end == End.CONTINUE) {
                code.add(R10, R11);
            }
        }
        code.move(R10, RDI);
        if (rows > 3) {
            code.move(RAX, RDI);
            for (int row = 0; row < 3; row++) {
                code.add(RAX, RSI);
            }
        }
        code.move(R11, R8);
        code.push(RCX);
        int summand = code.here();
        if (masked) {
            code.loadMasked(low, lowMask, R11, 0);
            code.loadMasked(high, highMask, R11, VECTOR);
        } else {
            code.load(low, R11, 0);
            code.load(high, R11, VECTOR);
        }
        for (int row = 0; row < rows; row++) {
            Register base = row < 3 ? R10 : RAX;
            if (row % 3 == 0) {
                code.broadcast(left, base, 0);
            } else {
                code.broadcast(left, base, RSI, row % 3);
            }
            code.addProduct(2 * row, low, left);
            code.addProduct(2 * row + 1, high, left);
        }
        if (end == End.CONTINUE) {
            code.prefetch(R11, RDX);
            code.add(R10, Float.BYTES);
        } else {
            code.add(R10, RDX);
        }
        if (rows > 3 && end == End.CONTINUE) {
            code.add(RAX, Float.BYTES);
        } else if (rows > 3) {
            code.add(RAX, RDX);
        }
        code.add(R11, R9);
        code.countDown(RCX, summand);
        code.pop(RCX);

        code.loadFromStack(RAX, FACTOR);
        code.loadFromStack(R10, RESULT);
        code.loadFromStack(R11, RESULT_ROW);
        int factor = left;
        code.broadcast(factor, RAX, 0);
        for (int row = 0; row < rows; row++) {
            for (int half = 0; half < 2; half++) {
                int sum = 2 * row + half;
                int mask = half == 0 ? lowMask : highMask;
                if (end == End.ADD && masked) {
                    code.loadMasked(low, mask, R10, half * VECTOR);
                    code.scaleAndAdd(sum, factor, low);
                } else if (end == End.ADD) {
                    code.scaleAndAdd(sum, factor, R10, half * VECTOR);
                } else if (end == End.SET) {
                    code.multiply(sum, sum, factor);
                }
                if (masked) {
                    code.storeMasked(sum, mask, R10, half * VECTOR);
                } else {
                    code.store(sum, R10, half * VECTOR);
                }
            }
            code.add(R10, R11);
        }
        code.storeToStack(R10, RESULT);
        code.loadFromStack(R11, GROUP_BYTES);
        code.add(RDI, R11);
        code.countDownOnStack(GROUPS, group);
        code.end();
        return code.code();
    }

    /// RDI floats, RSI bytes from row to row, RDX panel, RCX squares of eight by eight, one behind the other in a
    /// row.
    static byte[] transpose() {
        var code = new Avx2Assembler();
        code.move(RAX, RDI);
        for (int row = 0; row < 3; row++) {
            code.add(RAX, RSI);
        }
        code.move(R10, RAX);
        for (int row = 0; row < 3; row++) {
            code.add(R10, RSI);
        }
        Register[] bases = {RDI, RAX, R10};
        int square = code.here();
        for (int row = 0; row < 8; row++) {
            if (row % 3 == 0) {
                code.load(row, bases[row / 3], 0);
            } else {
                code.load(row, bases[row / 3], RSI, row % 3);
            }
        }
        for (int pair = 0; pair < 4; pair++) {
            code.interleaveLow(8 + 2 * pair, 2 * pair, 2 * pair + 1);
            code.interleaveHigh(9 + 2 * pair, 2 * pair, 2 * pair + 1);
        }
        for (int four = 0; four < 2; four++) {
            for (int i = 0; i < 2; i++) {
                int a = 8 + 4 * four + i;
                code.joinLow(4 * four + 2 * i, a, a + 2);
                code.joinHigh(4 * four + 2 * i + 1, a, a + 2);
            }
        }
        for (int i = 0; i < 4; i++) {
            code.firstHalves(8 + i, i, 4 + i);
            code.secondHalves(12 + i, i, 4 + i);
        }
        for (int row = 0; row < 8; row++) {
            code.store(8 + row, RDX, row * VectorKernels.COLUMNS * Float.BYTES);
        }
        code.add(RDI, VECTOR);
        code.add(RAX, VECTOR);
        code.add(R10, VECTOR);
        code.add(RDX, 8 * VectorKernels.COLUMNS * Float.BYTES);
        code.countDown(RCX, square);
        code.end();
        return code.code();
    }
}
