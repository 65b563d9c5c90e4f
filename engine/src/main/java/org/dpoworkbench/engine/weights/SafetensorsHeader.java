package org.dpoworkbench.engine.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The header of a safetensors file, as the format's own description has it: 8 bytes little-endian length, that
/// many bytes of JSON, then the tensors' bytes without holes or overlaps. Nothing in it is believed unchecked.
///
/// Source: <https://huggingface.co/docs/safetensors>, "Format" and "Benefits" (the header's 100 MB limit).
record SafetensorsHeader(Map<String, String> metadata, List<TensorInfo> tensors) {
    private static final int LENGTH_BYTES = 8;
    private static final long MAX_HEADER_BYTES = 100_000_000;
    private static final String METADATA = "__metadata__";
    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    /// @throws UserError that names the file and what is wrong with its header
    static SafetensorsHeader parse(Path file, MemorySegment content) {
        try {
            return parse(content);
        } catch (MalformedHeaderException e) {
            throw new UserError(
                    file + " is no sound safetensors file: " + e.getMessage()
                            + ". It was cut short, damaged, or is of another format; fetch or write it again.",
                    e);
        }
    }

    private static SafetensorsHeader parse(MemorySegment content) throws MalformedHeaderException {
        long size = content.byteSize();
        require(size >= LENGTH_BYTES, "it has %d bytes, fewer than the header's length takes", size);
        long length = content.get(LENGTH, 0);
        require(
                length >= 2 && length <= MAX_HEADER_BYTES,
                "its header claims %s bytes; a header has 2 to %d",
                Long.toUnsignedString(length),
                MAX_HEADER_BYTES);
        require(length <= size - LENGTH_BYTES, "its header claims %d bytes, and the whole file has %d", length, size);
        byte[] text = content.asSlice(LENGTH_BYTES, length).toArray(ValueLayout.JAVA_BYTE);
        require(text[0] == '{', "its header does not begin with \"{\"");
        JsonNode root = json(text);
        long dataStart = LENGTH_BYTES + length;

        Map<String, String> metadata = new LinkedHashMap<>();
        List<TensorInfo> tensors = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().equals(METADATA)) {
                metadata.putAll(metadata(field.getValue()));
            } else {
                tensors.add(tensor(field.getKey(), field.getValue(), dataStart));
            }
        }
        requireNoHolesOrOverlaps(tensors, dataStart, size);
        return new SafetensorsHeader(Map.copyOf(metadata), List.copyOf(tensors));
    }

    private static JsonNode json(byte[] text) throws MalformedHeaderException {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new MalformedHeaderException("its header is not the JSON it should be: " + e.getOriginalMessage());
        }
    }

    private static Map<String, String> metadata(JsonNode node) throws MalformedHeaderException {
        require(node.isObject(), "its header's %s is not an object", METADATA);
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            require(field.getValue().isString(), "its header's metadata \"%s\" is not a text", field.getKey());
            metadata.put(field.getKey(), field.getValue().stringValue());
        }
        return metadata;
    }

    private static TensorInfo tensor(String name, JsonNode node, long dataStart) throws MalformedHeaderException {
        require(node.isObject(), "its header's entry \"%s\" is not an object", name);
        JsonNode type = node.path("dtype");
        require(type.isString(), "tensor \"%s\" has no dtype", name);
        DType dtype = DType.named(type.stringValue()).orElse(null);
        require(dtype != null, "tensor \"%s\" has the unknown dtype \"%s\"", name, type.stringValue());
        long[] shape = numbers(node.path("shape"), "shape", name);
        long[] offsets = numbers(node.path("data_offsets"), "data_offsets", name);
        require(
                offsets.length == 2 && offsets[0] <= offsets[1],
                "tensor \"%s\" has data_offsets that are no begin and end",
                name);
        long bytes = bytes(name, dtype, shape);
        require(
                offsets[1] - offsets[0] == bytes,
                "tensor \"%s\" takes %d bytes by its shape and %d by its data_offsets",
                name,
                bytes,
                offsets[1] - offsets[0]);
        require(offsets[0] <= Long.MAX_VALUE - dataStart, "tensor \"%s\" lies beyond any file", name);
        return new TensorInfo(name, dtype, shape, dataStart + offsets[0], bytes);
    }

    private static long[] numbers(JsonNode node, String field, String name) throws MalformedHeaderException {
        require(node.isArray(), "tensor \"%s\" has no %s", name, field);
        long[] numbers = new long[node.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode number = node.get(i);
            require(
                    number.isIntegralNumber() && number.canConvertToLong() && number.longValue() >= 0,
                    "tensor \"%s\" has %s in its %s",
                    name,
                    number,
                    field);
            numbers[i] = number.longValue();
        }
        return numbers;
    }

    private static long bytes(String name, DType dtype, long[] shape) throws MalformedHeaderException {
        try {
            long bytes = dtype.bytes();
            for (long extent : shape) {
                bytes = Math.multiplyExact(bytes, extent);
            }
            return bytes;
        } catch (ArithmeticException _) {
            throw new MalformedHeaderException("tensor \"%s\" has a shape beyond any file".formatted(name));
        }
    }

    private static void requireNoHolesOrOverlaps(List<TensorInfo> tensors, long dataStart, long fileSize)
            throws MalformedHeaderException {
        List<TensorInfo> byOffset = new ArrayList<>(tensors);
        byOffset.sort(Comparator.comparingLong(TensorInfo::offset).thenComparingLong(TensorInfo::bytes));
        long end = dataStart;
        for (TensorInfo tensor : byOffset) {
            require(tensor.offset() >= end, "tensor \"%s\" overlaps the one before it", tensor.name());
            require(tensor.offset() == end, "there are bytes before tensor \"%s\" that no tensor owns", tensor.name());
            require(
                    tensor.bytes() <= fileSize - end,
                    "tensor \"%s\" ends %d bytes behind the file's end",
                    tensor.name(),
                    tensor.bytes() - (fileSize - end));
            end += tensor.bytes();
        }
        require(end == fileSize, "%d bytes behind the last tensor belong to none", fileSize - end);
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation would be a dependency for this alone
    private static void require(boolean fine, String problem, Object... arguments) throws MalformedHeaderException {
        if (!fine) {
            throw new MalformedHeaderException(problem.formatted(arguments));
        }
    }

    private static final class MalformedHeaderException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedHeaderException(String message) {
            super(message);
        }
    }
}
