package org.dpoworkbench.engine.compute.cpu.machine;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Products of few rows with a matrix, on vectors of 512 bits. There is a routine for each number of rows, so that all
/// sums stay in registers.
public final class FewRowsKernels {
    /// Columns that [#sums] takes.
    public static final int STRIP = 128;

    /// Most rows of [#sums].
    public static final int MOST_SUMS = 16;

    /// Most rows of [#dots].
    public static final int MOST_DOTS = 8;

    private static final Optional<FewRowsKernels> THIS_MACHINE = MachineCode.of(FewRowsKernels::new, "avx512f");

    // Constants for the Java compiler, by rows; null where there are no such vectors.
    private static final MethodHandle[] SUMS = handles(k -> k.sums);
    private static final MethodHandle[] DOTS = handles(k -> k.dots);

    private final List<MethodHandle> sums;
    private final List<MethodHandle> dots;

    private FewRowsKernels(MachineCode code) {
        sums = IntStream.rangeClosed(1, MOST_SUMS)
                .mapToObj(rows -> code.routine(FewRowsRoutines.sums(rows), 7))
                .toList();
        dots = IntStream.rangeClosed(1, MOST_DOTS)
                .mapToObj(rows -> code.routine(FewRowsRoutines.dots(rows), 6))
                .toList();
    }

    private static MethodHandle[] handles(Function<FewRowsKernels, List<MethodHandle>> which) {
        return THIS_MACHINE.map(which).orElse(List.of()).toArray(MethodHandle[]::new);
    }

    /// Whether this machine has such vectors, and the system lets this process run code of its own.
    public static boolean available() {
        return THIS_MACHINE.isPresent();
    }

    /// Adds to each row of sums, [#STRIP] columns wide, the matrix' rows times that row's factors, one after the other.
    ///
    /// @param rows        of the sums, 1 to [#MOST_SUMS]
    /// @param factors     (depth, rows), without gaps
    /// @param matrix      its first row, at the strip's first column
    /// @param matrixBytes from row to row of it
    /// @param depth       rows of the matrix, at least 1
    /// @param sumsBytes   from row to row of the sums
    /// @param next        bytes from the matrix to the one that is asked for next, which is brought into the cache
    public static void sums(
            int rows, long factors, long matrix, long matrixBytes, long depth, long sums, long sumsBytes, long next) {
        try {
            SUMS[rows - 1].invokeExact(factors, matrix, matrixBytes, depth, sums, sumsBytes, next);
        } catch (Throwable e) {
            throw notCalled(e);
        }
    }

    /// Rows of the matrix that [#dots] takes as one group; divides [#STRIP].
    public static int group(int rows) {
        return Math.min(8, Integer.highestOneBit(16 / rows));
    }

    /// Where in a group's 16 results the dot product of a row of factors and a row of the group is.
    public static int place(int rows, int row, int inGroup) {
        int number = row * group(rows) + inGroup;
        return 4 * (number % 4) + number / 4;
    }

    /// Dot products of the factors' rows with rows of the matrix, 16 results a group.
    ///
    /// @param rows        of the factors, 1 to [#MOST_DOTS]
    /// @param factors     (vectors, rows, 16): 16 numbers of each row, and then the next 16
    /// @param matrixBytes from row to row of the matrix
    /// @param vectors     of 16 numbers in a row, at least 1
    /// @param groups      at least 1
    public static void dots(
            int rows, long factors, long matrix, long matrixBytes, long vectors, long results, long groups) {
        try {
            DOTS[rows - 1].invokeExact(factors, matrix, matrixBytes, vectors, results, groups);
        } catch (Throwable e) {
            throw notCalled(e);
        }
    }

    private static IllegalStateException notCalled(Throwable e) {
        return new IllegalStateException("a routine for few rows could not be called", e);
    }
}
