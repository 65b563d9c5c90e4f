package org.dpoworkbench.engine.compute.cpu.machine;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Products of float32 matrices on the tile unit, which multiplies bfloat16 only, sixteen times as many
/// in a cycle as the vector units multiply float32.
///
/// A float32 is the sum of three bfloat16, x = x₀ + x₁ + x₂, each about 2⁻⁸ of the one before. Of the
/// nine products of two such sums, six are added: x₀y₀, x₀y₁, x₁y₀, x₁y₁, x₀y₂, x₂y₀. What is left out is
/// below 2⁻²⁴ of a product, less than rounding it to float32 changes. Sums are float32. Pieces and sums
/// below 2⁻¹²⁶ count as zero, so that factors below 10⁻³³ have fewer digits; a factor that is infinite,
/// or rounds to it in bfloat16 (3.39 × 10³⁸ and above), makes its sums NaN. For such splitting see Henry,
/// Tang and Heinecke, *Leveraging the bfloat16 Artificial Intelligence Datatype For Higher-Precision
/// Computations*, arXiv:1904.06376.
///
/// Both factors are split before, into *panels* of [#SIDE] rows of the left or columns of the right one.
/// A panel is a sequence of *blocks* of [#SIDE] summands, [#BLOCK_BYTES] each: three pieces of two tiles
/// of 16 × 64 bytes. Tiles of the left factor hold rows, those of the right one hold columns side by
/// side; in both, 32 bits hold the summands j and j + 16 of the block.
public final class TileKernels {
    /// Rows of a left panel, columns of a right one, summands of a block.
    public static final int SIDE = 32;

    public static final int BLOCK_BYTES = 3 * SIDE * SIDE * Short.BYTES;

    private static final int VECTOR_BYTES = 64;

    private static final Optional<TileKernels> THIS_MACHINE = MachineCode.of(
                    TileKernels::new, "avx512f", "amx_tile", "amx_bf16")
            .filter(_ -> LinuxCalls.tilesPermitted());

    // Constants for the Java compiler, null where there is no tile unit.
    private static final MethodHandle MULTIPLY =
            THIS_MACHINE.map(k -> k.multiply).orElse(null);
    private static final MethodHandle MULTIPLY_BY_FIRST_PIECES =
            THIS_MACHINE.map(k -> k.multiplyByFirstPieces).orElse(null);
    private static final MethodHandle SPLIT_ROWS =
            THIS_MACHINE.map(k -> k.splitRows).orElse(null);
    private static final MethodHandle SPLIT_COLUMNS =
            THIS_MACHINE.map(k -> k.splitColumns).orElse(null);
    private static final MethodHandle TRANSPOSE =
            THIS_MACHINE.map(k -> k.transpose).orElse(null);

    private final MethodHandle multiply;
    private final MethodHandle multiplyByFirstPieces;
    private final MethodHandle splitRows;
    private final MethodHandle splitColumns;
    private final MethodHandle transpose;

    private TileKernels(MachineCode code) {
        MemorySegment configuration = configuration(code.constants(VECTOR_BYTES));
        MemorySegment masks = code.constants(2 * VECTOR_BYTES);
        fill(masks.asSlice(0, VECTOR_BYTES), 0x8000);
        fill(masks.asSlice(VECTOR_BYTES), 0xFFFF0000);
        multiply = code.routine(TileRoutines.multiply(configuration.address()), 6);
        multiplyByFirstPieces = code.routine(TileRoutines.multiplyByFirstPieces(configuration.address()), 6);
        splitRows = code.routine(TileRoutines.splitRows(masks.address()), 4);
        splitColumns = code.routine(TileRoutines.splitColumns(masks.address()), 4);
        transpose = code.routine(TileRoutines.transpose(), 4);
    }

    /// Eight tiles of 16 rows of 64 bytes, as `LDTILECFG` reads them.
    private static MemorySegment configuration(MemorySegment place) {
        place.set(JAVA_BYTE, 0, (byte) 1);
        for (int tile = 0; tile < 8; tile++) {
            place.set(JAVA_SHORT, 16 + 2L * tile, (short) 64);
            place.set(JAVA_BYTE, 48 + tile, (byte) 16);
        }
        return place;
    }

    private static void fill(MemorySegment place, int value) {
        for (int i = 0; i < place.byteSize(); i += Integer.BYTES) {
            place.set(JAVA_INT, i, value);
        }
    }

    /// Whether this machine has the unit, and the system lets this process use it.
    public static boolean available() {
        return THIS_MACHINE.isPresent();
    }

    /// A row of results, 32 × 32 numbers each, side by side: the left panel times each right one.
    ///
    /// @param blocks of a panel, at least 1
    /// @param panels right panels, one behind the other, at least 1
    /// @param rowBytes bytes from row to row of the result
    public static void multiply(long left, long right, long blocks, long panels, long result, long rowBytes) {
        try {
            MULTIPLY.invokeExact(left, right, blocks, panels, result, rowBytes);
        } catch (Throwable e) {
            throw notCalled(e);
        }
    }

    /// As [#multiply], where all pieces of the right panels but the first are 0: three products instead of six.
    public static void multiplyByFirstPieces(
            long left, long right, long blocks, long panels, long result, long rowBytes) {
        try {
            MULTIPLY_BY_FIRST_PIECES.invokeExact(left, right, blocks, panels, result, rowBytes);
        } catch (Throwable e) {
            throw notCalled(e);
        }
    }

    /// Blocks of a left panel from floats whose rows are the panel's.
    ///
    /// @param rowBytes bytes from row to row of the floats
    public static void splitRows(long floats, long rowBytes, long panel, long blocks) {
        try {
            SPLIT_ROWS.invokeExact(floats, rowBytes, panel, blocks);
        } catch (Throwable e) {
            throw notCalled(e);
        }
    }

    /// Blocks of a right panel from floats whose columns are the panel's.
    ///
    /// @param rowBytes bytes from row to row of the floats
    public static void splitColumns(long floats, long rowBytes, long panel, long blocks) {
        try {
            SPLIT_COLUMNS.invokeExact(floats, rowBytes, panel, blocks);
        } catch (Throwable e) {
            throw notCalled(e);
        }
    }

    /// A square of [#SIDE] × [#SIDE] floats, turned.
    ///
    /// @param rowBytes bytes from row to row of the floats
    /// @param square where it goes, row behind row
    /// @param next bytes to the square that is asked for next, which is brought into the cache
    public static void transpose(long floats, long rowBytes, long square, long next) {
        try {
            TRANSPOSE.invokeExact(floats, rowBytes, square, next);
        } catch (Throwable e) {
            throw notCalled(e);
        }
    }

    private static IllegalStateException notCalled(Throwable e) {
        return new IllegalStateException("a routine of the tile unit could not be called", e);
    }
}
