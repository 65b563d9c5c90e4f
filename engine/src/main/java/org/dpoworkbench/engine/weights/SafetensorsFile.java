package org.dpoworkbench.engine.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dpoworkbench.engine.problem.UserError;

/// One safetensors file: tensors are read from it when asked for, by any thread, until it is closed. It is mapped into
/// memory a window at a time, so that what has been read does not stay in the process's memory beside what was made of
/// it.
public final class SafetensorsFile implements AutoCloseable {
    private static final ValueLayout.OfLong FILE_LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt FILE_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// A multiple of every type's size.
    private static final long WINDOW_BYTES = 16L << 20;

    private final Path path;
    private final FileChannel channel;
    private final SafetensorsHeader header;
    private final Map<String, TensorInfo> byName = new LinkedHashMap<>();

    private SafetensorsFile(Path path, FileChannel channel, SafetensorsHeader header) {
        this.path = path;
        this.channel = channel;
        this.header = header;
        header.tensors().forEach(t -> byName.put(t.name(), t));
    }

    /// Opens a file and checks its header.
    ///
    /// @throws UserError where the file is missing, cannot be read, or its header is not sound
    @SuppressWarnings("MustBeClosedChecker") // the instance keeps the channel and closes it
    public static SafetensorsFile open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
                return new SafetensorsFile(file, channel, SafetensorsHeader.parse(file, content));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new UserError(file + " does not exist. Is the path right?", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static UserError unreadable(Path file, IOException e) {
        return new UserError(file + " cannot be read: " + e.getMessage() + ".", e);
    }

    public Path path() {
        return path;
    }

    /// In the header's order.
    public List<TensorInfo> tensors() {
        return header.tensors();
    }

    public Optional<TensorInfo> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// The header's free texts, for models usually `format: pt`.
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /// Copies a tensor as float32, widening or rounding F16, BF16 and F64.
    ///
    /// @param target           at least `4 × elements` bytes from `targetByteOffset` on, native byte order
    /// @throws UserError where the tensor is of another type
    public void readFloats(TensorInfo tensor, MemorySegment target, long targetByteOffset) {
        readFloats(tensor, Optional.empty(), target, targetByteOffset);
    }

    /// As above, with rows (of the first extent) in another order.
    ///
    /// @throws UserError where the tensor is of another type
    public void readFloats(TensorInfo tensor, Optional<RowOrder> order, MemorySegment target, long targetByteOffset) {
        requireFloatingPoint(tensor);
        runs(
                tensor,
                order,
                (source, element) -> FloatConversion.toFloats(
                        tensor.dtype(), source, target, targetByteOffset + element * Float.BYTES));
    }

    /// Copies a tensor as bfloat16, rounding to nearest, ties to even, with rows in another order where one is given.
    ///
    /// @param target at least `2 × elements` bytes from `targetByteOffset` on
    /// @throws UserError where the tensor is of another type
    public void readBfloat16s(
            TensorInfo tensor, Optional<RowOrder> order, MemorySegment target, long targetByteOffset) {
        requireFloatingPoint(tensor);
        runs(
                tensor,
                order,
                (source, element) -> FloatConversion.toBfloat16s(
                        tensor.dtype(), source, target, targetByteOffset + element * Short.BYTES));
    }

    /// Copies a tensor of U8.
    ///
    /// @param target at least as many bytes as it has
    /// @throws UserError where the tensor is of another type
    public void readBytes(TensorInfo tensor, MemorySegment target) {
        if (tensor.dtype() != DType.U8) {
            throw wrongType(tensor, "bytes (U8)");
        }
        runs(
                tensor,
                Optional.empty(),
                (source, element) -> MemorySegment.copy(source, 0, target, element, source.byteSize()));
    }

    /// Hands over a tensor as float32 piece by piece, in the target's order, through a buffer of its own.
    ///
    /// @throws UserError where the tensor is of another type
    public void forEachPiece(TensorInfo tensor, Optional<RowOrder> order, Piece piece) {
        requireFloatingPoint(tensor);
        int largest = (int) (WINDOW_BYTES / tensor.dtype().bytes());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer =
                    arena.allocate(Math.min(largest, tensor.elements()) * (long) Float.BYTES, Float.BYTES);
            runs(tensor, order, (source, element) -> {
                FloatConversion.toFloats(tensor.dtype(), source, buffer, 0);
                piece.floats(buffer, source.byteSize() / tensor.dtype().bytes(), element);
            });
        }
    }

    /// Takes some of a tensor's numbers, the first of which is number `element` of the whole.
    @FunctionalInterface
    public interface Piece {
        void floats(MemorySegment floats, long count, long element);
    }

    private void requireFloatingPoint(TensorInfo tensor) {
        if (!FloatConversion.knows(tensor.dtype())) {
            throw wrongType(tensor, "floating-point numbers (F32, F16, BF16 or F64)");
        }
    }

    /// Takes some of a tensor's bytes, which begin at number `element` of the target.
    @FunctionalInterface
    private interface Take {
        void bytes(MemorySegment source, long element);
    }

    /// The tensor from beginning to end in the target's order: windows of as many rows as follow each other in the
    /// file.
    private void runs(TensorInfo tensor, Optional<RowOrder> order, Take take) {
        if (order.isEmpty()) {
            windows(tensor, 0, tensor.bytes(), 0, take);
            return;
        }
        int[] fileRow = order.get().fileRow();
        long rowElements = tensor.elements() / fileRow.length;
        long rowBytes = rowElements * tensor.dtype().bytes();
        for (int row = 0, next; row < fileRow.length; row = next) {
            next = row + 1;
            while (next < fileRow.length && fileRow[next] == fileRow[next - 1] + 1) {
                next++;
            }
            windows(tensor, fileRow[row] * rowBytes, (next - row) * rowBytes, row * rowElements, take);
        }
    }

    /// @param from byte of the tensor
    private void windows(TensorInfo tensor, long from, long bytes, long element, Take take) {
        for (long done = 0; done < bytes; done += WINDOW_BYTES) {
            long length = Math.min(WINDOW_BYTES, bytes - done);
            long first = element + done / tensor.dtype().bytes();
            try (Arena arena = Arena.ofConfined()) {
                take.bytes(
                        channel.map(FileChannel.MapMode.READ_ONLY, tensor.offset() + from + done, length, arena),
                        first);
            } catch (IOException e) {
                throw unreadable(path, e);
            }
        }
    }

    /// Whether a tensor's bytes are those of another one, perhaps in another file.
    boolean same(TensorInfo tensor, SafetensorsFile otherFile, TensorInfo other) {
        try (Arena arena = Arena.ofConfined()) {
            FileChannel.MapMode read = FileChannel.MapMode.READ_ONLY;
            MemorySegment mine = channel.map(read, tensor.offset(), tensor.bytes(), arena);
            MemorySegment theirs = otherFile.channel.map(read, other.offset(), other.bytes(), arena);
            return mine.mismatch(theirs) < 0;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /// A tensor of floating-point numbers as float32, in an array of its own.
    ///
    /// @throws UserError where the tensor is of another type
    public float[] readFloats(TensorInfo tensor) {
        float[] values = new float[Math.toIntExact(tensor.elements())];
        readFloats(tensor, MemorySegment.ofArray(values), 0);
        return values;
    }

    /// A tensor of floating-point numbers in double precision.
    ///
    /// @throws UserError where the tensor is of another type
    public double[] readDoubles(TensorInfo tensor) {
        if (tensor.dtype() == DType.F64) {
            return whole(tensor, bytes -> bytes.toArray(FloatConversion.FILE_DOUBLE));
        }
        float[] floats = readFloats(tensor);
        double[] values = new double[floats.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = floats[i];
        }
        return values;
    }

    /// A tensor of I64 or I32.
    ///
    /// @throws UserError where the tensor is of another type
    public long[] readIntegers(TensorInfo tensor) {
        return switch (tensor.dtype()) {
            case I64 -> whole(tensor, bytes -> bytes.toArray(FILE_LONG));
            case I32 -> {
                int[] ints = whole(tensor, bytes -> bytes.toArray(FILE_INT));
                long[] values = new long[ints.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = ints[i];
                }
                yield values;
            }
            case BOOL, U8, I8, F8_E4M3, F8_E5M2, I16, U16, F16, BF16, U32, F32, U64, F64 ->
                throw wrongType(tensor, "whole numbers (I64 or I32)");
        };
    }

    private <T> T whole(TensorInfo tensor, Function<MemorySegment, T> take) {
        try (Arena arena = Arena.ofConfined()) {
            return take.apply(channel.map(FileChannel.MapMode.READ_ONLY, tensor.offset(), tensor.bytes(), arena));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private UserError wrongType(TensorInfo tensor, String wanted) {
        return new UserError(path + ": tensor \"" + tensor.name() + "\" is of type " + tensor.dtype() + "; wanted are "
                + wanted + ". Quantised weights cannot be trained here; take the model's unquantised file.");
    }

    /// Tensors can be read no more.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(path + " could not be closed", e);
        }
    }
}
