package org.dpoworkbench.engine.weights;

import java.io.IOException;
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
import org.dpoworkbench.engine.problem.UserError;

/// One safetensors file, mapped into memory: tensors are read from it when asked for, by any thread, until it
/// is closed.
public final class SafetensorsFile implements AutoCloseable {
    private static final ValueLayout.OfLong FILE_LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt FILE_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path path;
    private final Arena arena;
    private final MemorySegment content;
    private final SafetensorsHeader header;
    private final Map<String, TensorInfo> byName = new LinkedHashMap<>();

    private SafetensorsFile(Path path, Arena arena, MemorySegment content) {
        this.path = path;
        this.arena = arena;
        this.content = content;
        this.header = SafetensorsHeader.parse(path, content);
        header.tensors().forEach(t -> byName.put(t.name(), t));
    }

    /// Maps a file and checks its header.
    ///
    /// @throws UserError where the file is missing, cannot be read, or its header is not sound
    public static SafetensorsFile open(Path file) {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new SafetensorsFile(file, arena, content);
        } catch (NoSuchFileException e) {
            arena.close();
            throw new UserError(file + " does not exist. Is the path right?", e);
        } catch (IOException e) {
            arena.close();
            throw new UserError(file + " cannot be read: " + e.getMessage() + ".", e);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
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
        if (!FloatConversion.knows(tensor.dtype())) {
            throw wrongType(tensor, "floating-point numbers (F32, F16, BF16 or F64)");
        }
        FloatConversion.toFloats(tensor.dtype(), bytes(tensor), target, targetByteOffset);
    }

    /// As above, with rows (of the first extent) in another order.
    ///
    /// @throws UserError where the tensor is of another type
    public void readFloats(TensorInfo tensor, Optional<RowOrder> order, MemorySegment target, long targetByteOffset) {
        if (order.isEmpty()) {
            readFloats(tensor, target, targetByteOffset);
            return;
        }
        if (!FloatConversion.knows(tensor.dtype())) {
            throw wrongType(tensor, "floating-point numbers (F32, F16, BF16 or F64)");
        }
        int[] fileRow = order.get().fileRow();
        MemorySegment bytes = bytes(tensor);
        long rowElements = tensor.elements() / fileRow.length;
        long rowBytes = rowElements * tensor.dtype().bytes();
        for (int row = 0, next; row < fileRow.length; row = next) {
            next = row + 1;
            while (next < fileRow.length && fileRow[next] == fileRow[next - 1] + 1) {
                next++;
            }
            FloatConversion.toFloats(
                    tensor.dtype(),
                    bytes.asSlice(fileRow[row] * rowBytes, (next - row) * rowBytes),
                    target,
                    targetByteOffset + row * rowElements * Float.BYTES);
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
            return bytes(tensor).toArray(FloatConversion.FILE_DOUBLE);
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
            case I64 -> bytes(tensor).toArray(FILE_LONG);
            case I32 -> {
                int[] ints = bytes(tensor).toArray(FILE_INT);
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

    private MemorySegment bytes(TensorInfo tensor) {
        return content.asSlice(tensor.offset(), tensor.bytes());
    }

    private UserError wrongType(TensorInfo tensor, String wanted) {
        return new UserError(path + ": tensor \"" + tensor.name() + "\" is of type " + tensor.dtype() + "; wanted are "
                + wanted + ". Quantised weights cannot be trained here; take the model's unquantised file.");
    }

    /// Ends the mapping; tensors can be read no more.
    @Override
    public void close() {
        arena.close();
    }
}
