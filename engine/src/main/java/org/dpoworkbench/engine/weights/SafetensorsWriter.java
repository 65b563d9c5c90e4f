package org.dpoworkbench.engine.weights;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes safetensors files, byte for byte as the `safetensors` library does: wider types first, then by name,
/// the header filled up with spaces to a multiple of 8. The file is whole or absent.
public final class SafetensorsWriter {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int ALIGNMENT = 8;

    private SafetensorsWriter() {}

    /// A tensor to write.
    ///
    /// @param shape      extents, outermost first
    /// @param dtype      F32, F16, BF16 or F64: what the values become in the file, rounded to nearest even; or
    ///                   U8: four
    ///                   bytes of each of `floats`, as they lie in memory
    /// @param floats     its values, among others
    /// @param first      which of `floats` is its first
    /// @param order      of the rows in `floats`, where it is not the file's
    @SuppressWarnings("ArrayRecordComponent") // the shape is handed on as it is, and never changed
    public record Source(String name, long[] shape, DType dtype, Floats floats, long first, Optional<RowOrder> order) {
        /// @param byteOffset of the first value in `floats`
        public Source(String name, long[] shape, DType dtype, MemorySegment floats, long byteOffset) {
            this(name, shape, dtype, Floats.of(floats.asSlice(byteOffset)), 0, Optional.empty());
        }

        public Source {
            if (!FloatConversion.knows(dtype) && dtype != DType.U8) {
                throw new IllegalArgumentException(name + ": float32 values are not written as " + dtype);
            }
            if (elements(shape) % perFloat(dtype) != 0) {
                throw new IllegalArgumentException(name + ": " + elements(shape) + " bytes are not whole words");
            }
            long needed = elements(shape) / perFloat(dtype);
            if (first < 0 || needed > floats.count() - first) {
                throw new IllegalArgumentException("%s: shape %s needs %d numbers, there are %d from %d on"
                        .formatted(name, Arrays.toString(shape), needed, floats.count() - first, first));
            }
            if (order.isPresent() && shape[0] != order.get().rows()) {
                throw new IllegalArgumentException("%s: an order of %d rows for shape %s"
                        .formatted(name, order.get().rows(), Arrays.toString(shape)));
            }
        }

        /// The same values, to be written as `other`.
        public Source as(DType other) {
            return new Source(name, shape, other, floats, first, order);
        }

        private long bytes() {
            return Math.multiplyExact(elements(shape), dtype.bytes());
        }

        private long count() {
            return elements(shape) / perFloat(dtype);
        }

        /// Elements that one of `floats` becomes.
        private static int perFloat(DType dtype) {
            return dtype == DType.U8 ? Float.BYTES : 1;
        }

        private int bytesOfOne() {
            return dtype.bytes() * perFloat(dtype);
        }

        private static long elements(long[] shape) {
            return Arrays.stream(shape).reduce(1, Math::multiplyExact);
        }
    }

    /// Writes a file of these tensors.
    ///
    /// @param metadata free texts for the header; models have `format: pt`
    /// @throws UserError where the folder cannot be written, the disk is full, or a value does not fit its type
    public static void write(Path file, Map<String, String> metadata, List<Source> tensors) {
        List<Source> ordered = new ArrayList<>(tensors);
        ordered.sort(Comparator.comparingInt((Source s) -> -s.dtype().bytes()).thenComparing(Source::name));
        requireDistinctNames(ordered);
        byte[] header = header(metadata, ordered);
        WholeFile.write(file, channel -> write(channel, header, ordered));
    }

    private static void requireDistinctNames(List<Source> tensors) {
        Set<String> names = new HashSet<>();
        for (Source tensor : tensors) {
            if (!names.add(tensor.name())) {
                throw new IllegalArgumentException("two tensors are called " + tensor.name());
            }
        }
    }

    private static byte[] header(Map<String, String> metadata, List<Source> tensors) {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = root.putObject("__metadata__");
            new TreeMap<>(metadata).forEach(texts::put);
        }
        long begin = 0;
        for (Source tensor : tensors) {
            ObjectNode entry = root.putObject(tensor.name());
            entry.put("dtype", tensor.dtype().name());
            Arrays.stream(tensor.shape()).forEach(entry.putArray("shape")::add);
            long end = begin + tensor.bytes();
            entry.putArray("data_offsets").add(begin).add(end);
            begin = end;
        }
        byte[] json = JSON.writeValueAsBytes(root);
        byte[] padded = Arrays.copyOf(json, Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT);
        Arrays.fill(padded, json.length, padded.length, " ".getBytes(StandardCharsets.US_ASCII)[0]);
        return padded;
    }

    private static void write(FileChannel channel, byte[] header, List<Source> tensors) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(Long.BYTES + header.length).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(header.length).put(header).flip();
        while (start.hasRemaining()) {
            channel.write(start);
        }
        for (Source tensor : tensors) {
            if (tensor.order().isEmpty()) {
                write(channel, tensor, tensor.first(), tensor.count());
            } else {
                writeRows(channel, tensor, tensor.order().get().memoryRow());
            }
        }
    }

    /// Row by row of the file, as many at once as follow each other in memory.
    private static void writeRows(FileChannel channel, Source tensor, int[] memoryRow) throws IOException {
        long rowElements = Source.elements(tensor.shape()) / memoryRow.length;
        for (int row = 0, next; row < memoryRow.length; row = next) {
            next = row + 1;
            while (next < memoryRow.length && memoryRow[next] == memoryRow[next - 1] + 1) {
                next++;
            }
            long from = tensor.first() + memoryRow[row] * rowElements;
            write(channel, tensor, from, (next - row) * rowElements);
        }
    }

    /// In blocks through a buffer rather than into a mapping: a full disk is then an exception and not a crash.
    private static void write(FileChannel channel, Source tensor, long first, long elements) throws IOException {
        long block = 1 << 18;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(Math.max(1, Math.min(block, elements)) * tensor.bytesOfOne());
            for (long done = 0; done < elements; done += block) {
                long n = Math.min(block, elements - done);
                MemorySegment part = buffer.asSlice(0, n * tensor.bytesOfOne());
                MemorySegment floats = tensor.floats().read(first + done, n);
                if (tensor.dtype() == DType.U8) {
                    MemorySegment.copy(floats, 0, part, 0, part.byteSize());
                } else if (FloatConversion.fromFloats(floats, 0, tensor.dtype(), part)) {
                    throw new UserError("Tensor \"" + tensor.name() + "\" holds values beyond the range of "
                            + tensor.dtype().torchName() + ", which would become infinite. Save it as float32"
                            + (tensor.dtype() == DType.F16 ? " or bfloat16." : "."));
                }
                ByteBuffer bytes = part.asByteBuffer();
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        }
    }
}
