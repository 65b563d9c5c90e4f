package org.dpoworkbench.engine.compute.cpu.amx;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

    private static final int CODE_BYTES = 1 << 16;
    private static final int VECTOR_BYTES = 64;

    private static final Optional<TileKernels> THIS_MACHINE = start();

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

    private TileKernels(MemorySegment pages) {
        long configuration = pages.address();
        long masks = configuration + VECTOR_BYTES;
        writeConfiguration(pages);
        fillInts(pages, VECTOR_BYTES, 0x8000);
        fillInts(pages, 2 * VECTOR_BYTES, 0xFFFF0000);
        var routines = new Routines(pages, 3 * VECTOR_BYTES);
        multiply = routines.add(TileRoutines.multiply(configuration), 6);
        multiplyByFirstPieces = routines.add(TileRoutines.multiplyByFirstPieces(configuration), 6);
        splitRows = routines.add(TileRoutines.splitRows(masks), 4);
        splitColumns = routines.add(TileRoutines.splitColumns(masks), 4);
        transpose = routines.add(TileRoutines.transpose(), 4);
    }

    /// Eight tiles of 16 rows of 64 bytes; the layout is that of `LDTILECFG`.
    private static void writeConfiguration(MemorySegment pages) {
        pages.set(JAVA_BYTE, 0, (byte) 1);
        for (int tile = 0; tile < 8; tile++) {
            pages.set(JAVA_SHORT, 16 + 2L * tile, (short) 64);
            pages.set(JAVA_BYTE, 48 + tile, (byte) 16);
        }
    }

    private static void fillInts(MemorySegment pages, long offset, int value) {
        for (int i = 0; i < VECTOR_BYTES; i += Integer.BYTES) {
            pages.set(JAVA_INT, offset + i, value);
        }
    }

    /// Lays routines one behind the other.
    private static final class Routines {
        private final MemorySegment pages;
        private long next;

        Routines(MemorySegment pages, long first) {
            this.pages = pages;
            next = first;
        }

        /// @param arguments how many the routine has, all of 64 bits
        MethodHandle add(byte[] code, int arguments) {
            MemorySegment.copy(code, 0, pages, ValueLayout.JAVA_BYTE, next, code.length);
            MemorySegment begin = MemorySegment.ofAddress(pages.address() + next);
            next = Math.ceilDiv(next + code.length, VECTOR_BYTES) * (long) VECTOR_BYTES;
            var layouts = new MemoryLayout[arguments];
            Arrays.fill(layouts, JAVA_LONG);
            return Linker.nativeLinker()
                    .downcallHandle(begin, FunctionDescriptor.ofVoid(layouts), Linker.Option.critical(false));
        }
    }

    /// Whether this machine has the unit, and the system lets this process use it.
    public static boolean available() {
        return THIS_MACHINE.isPresent();
    }

    private static Optional<TileKernels> start() {
        if (!System.getProperty("os.name").equals("Linux")
                || !System.getProperty("os.arch").equals("amd64")
                || !processorHas("avx512f", "amx_tile", "amx_bf16")) {
            return Optional.empty();
        }
        try {
            Optional<MemorySegment> pages =
                    LinuxCalls.tilesPermitted() ? LinuxCalls.pages(CODE_BYTES) : Optional.empty();
            if (pages.isEmpty()) {
                return Optional.empty();
            }
            var kernels = new TileKernels(pages.get());
            return LinuxCalls.makeExecutable(pages.get()) ? Optional.of(kernels) : Optional.empty();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the tile unit could not be set up", e);
        }
    }

    private static boolean processorHas(String... features) {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> List.of(line.split("\\s+", -1)).containsAll(List.of(features)))
                    .orElse(false);
        } catch (IOException e) {
            return false; // a system that does not tell has no unit that could be relied on
        }
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
