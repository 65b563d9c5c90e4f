package org.dpoworkbench.engine.compute.cpu.machine;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Products of float32 matrices on vectors of 256 bits with fused multiply-add (AVX2, FMA): some rows by
/// [#COLUMNS] columns of the result at a time, all of whose sums stay in registers. Each number is the sum of its
/// products one after the other, whatever rows and columns are beside it.
public final class VectorKernels {
    /// Columns of the result that a routine makes.
    public static final int COLUMNS = 16;

    /// Most rows that it makes at a time: 12 of 16 vectors are sums then.
    public static final int ROWS = 6;

    /// Most rows where not all columns are there.
    public static final int MASKED_ROWS = 4;

    private static final Optional<VectorKernels> THIS_MACHINE = MachineCode.of(VectorKernels::new, "avx2", "fma");

    // Constants for the Java compiler, by rows and whether the result is added to; null where there are no such
    // vectors.
    private static final MethodHandle[] MULTIPLY =
            THIS_MACHINE.map(k -> k.multiply).orElse(null);
    private static final MethodHandle[] MULTIPLY_MASKED =
            THIS_MACHINE.map(k -> k.multiplyMasked).orElse(null);
    private static final MethodHandle[] GO_ON = THIS_MACHINE.map(k -> k.goOn).orElse(null);
    private static final MethodHandle TRANSPOSE =
            THIS_MACHINE.map(k -> k.transpose).orElse(null);
    private static final long MASKS = THIS_MACHINE.map(k -> k.masks).orElse(0L);

    private final MethodHandle[] multiply = new MethodHandle[2 * ROWS];
    private final MethodHandle[] multiplyMasked = new MethodHandle[2 * MASKED_ROWS];
    private final MethodHandle[] goOn = new MethodHandle[ROWS];
    private final MethodHandle transpose;
    private final long masks;

    private VectorKernels(MachineCode code) {
        for (int i = 0; i < multiply.length; i++) {
            multiply[i] = code.routine(VectorRoutines.multiply(i / 2 + 1, end(i), false), 12);
        }
        for (int i = 0; i < multiplyMasked.length; i++) {
            multiplyMasked[i] = code.routine(VectorRoutines.multiply(i / 2 + 1, end(i), true), 12);
        }
        for (int i = 0; i < goOn.length; i++) {
            goOn[i] = code.routine(VectorRoutines.multiply(i + 1, VectorRoutines.End.CONTINUE, false), 12);
        }
        transpose = code.routine(VectorRoutines.transpose(), 4);
        MemorySegment ones = code.constants(2L * COLUMNS * Integer.BYTES);
        for (int i = 0; i < COLUMNS; i++) {
            ones.setAtIndex(JAVA_INT, i, -1);
        }
        masks = ones.address();
    }

    private static VectorRoutines.End end(int number) {
        return number % 2 == 1 ? VectorRoutines.End.ADD : VectorRoutines.End.SET;
    }

    /// Whether this machine has such vectors, and the system lets this process run code of its own.
    public static boolean available() {
        return THIS_MACHINE.isPresent();
    }

    /// Rows of the result: factor · left · right, or that added to them.
    ///
    /// @param rows      of a group, 1 to [#ROWS], with fewer columns 1 to [#MASKED_ROWS]
    /// @param columns   1 to [#COLUMNS]
    /// @param left      the first row's first number
    /// @param leftRow   bytes from row to row of it
    /// @param leftStep  bytes from summand to summand of it
    /// @param summands  at least 1
    /// @param right     the first column's first number
    /// @param rightStep bytes from summand to summand of it; columns lie side by side
    /// @param resultRow bytes from row to row of the result
    /// @param groups    of rows, at least 1
    /// @param leftGroup bytes from group to group of the left factor
    /// @param factor    where the factor lies
    public static void multiply(
            int rows,
            int columns,
            boolean add,
            long left,
            long leftRow,
            long leftStep,
            long summands,
            long right,
            long rightStep,
            long result,
            long resultRow,
            long groups,
            long leftGroup,
            long factor) {
        int which = 2 * (rows - 1) + (add ? 1 : 0);
        MethodHandle routine = columns == COLUMNS ? MULTIPLY[which] : MULTIPLY_MASKED[which];
        long mask = MASKS + (long) (COLUMNS - columns) * Integer.BYTES;
        try {
            routine.invokeExact(
                    left, leftRow, leftStep, summands, right, rightStep, result, resultRow, groups, leftGroup, factor,
                    mask);
        } catch (Throwable e) {
            throw notCalled(e);
        }
    }

    /// Goes on with sums that are the result, [#COLUMNS] columns wide, as if they had been made in one. The
    /// left factor's summands follow each other.
    ///
    /// @param rows of a group, 1 to [#ROWS]
    /// @param next bytes from the right factor to the one that is asked for next, which is brought into the
    ///             cache
    public static void goOn(
            int rows,
            long left,
            long leftRow,
            long summands,
            long right,
            long rightStep,
            long result,
            long resultRow,
            long groups,
            long next) {
        try {
            GO_ON[rows - 1].invokeExact(
                    left,
                    leftRow,
                    next,
                    summands,
                    right,
                    rightStep,
                    result,
                    resultRow,
                    groups,
                    rows * leftRow,
                    MASKS, // a number that nothing is multiplied by
                    0L);
        } catch (Throwable e) {
            throw notCalled(e);
        }
    }

    /// Eight rows of floats become eight columns of a panel, which is [#COLUMNS] wide.
    ///
    /// @param rowBytes bytes from row to row of the floats
    /// @param squares  eights of floats in a row, at least 1
    public static void transpose(long floats, long rowBytes, long panel, long squares) {
        try {
            TRANSPOSE.invokeExact(floats, rowBytes, panel, squares);
        } catch (Throwable e) {
            throw notCalled(e);
        }
    }

    private static IllegalStateException notCalled(Throwable e) {
        return new IllegalStateException("a routine on vectors could not be called", e);
    }
}
