package org.dpoworkbench.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsWriterTest {
    @TempDir
    Path folder;

    /// The files were written by the `safetensors` library, version 0.8.0.
    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "llama_gqa", "llama_gqa_bf16"})
    void aFileReadAndWrittenIsTheLibrarysByteForByte(String model) throws Exception {
        Path original = SharedData.path("goldens/models/" + model + "/model.safetensors");
        Path copy = folder.resolve("copy.safetensors");
        try (SafetensorsFile file = SafetensorsFile.open(original)) {
            List<SafetensorsWriter.Source> tensors = file.tensors().stream()
                    .map(t -> source(t.name(), t.dtype(), t.shape(), file.readFloats(t)))
                    .toList();
            SafetensorsWriter.write(copy, file.metadata(), tensors.reversed());
        }
        assertThat(copy).hasSameBinaryContentAs(original);
    }

    @Test
    void valuesAreRoundedToTheNearestWithTiesToEven() {
        // bfloat16 has 8 significant bits: above 256 the spacing is 2; float16 has 11: above 2048 it is 2.
        assertThat(through(DType.BF16, 257, 259, -257, 257.0001f)).containsExactly(256, 260, -256, 258);
        assertThat(through(DType.F16, 2049, 2051, -2049, 2049.001f)).containsExactly(2048, 2052, -2048, 2050);
    }

    @Test
    void infinitiesNotNumbersAndSmallestNumbersSurvive() {
        float nanWithLowBitsOnly = Float.intBitsToFloat(0x7f800001);
        for (DType dtype : List.of(DType.BF16, DType.F16, DType.F32, DType.F64)) {
            assertThat(through(dtype, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, nanWithLowBitsOnly))
                    .containsExactly(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, Float.NaN);
        }
        assertThat(through(DType.F16, 0x1p-24f, -0f)).containsExactly(0x1p-24f, -0f);
        assertThat(through(DType.BF16, 0x1p-133f, -0f)).containsExactly(0x1p-133f, -0f);
    }

    @Test
    void aValueBeyondTheTypesRangeIsRefusedAndNoFileIsLeft() {
        assertThatThrownBy(() -> through(DType.F16, 65520))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("\"x\"", "float16", "bfloat16");
        assertThat(through(DType.F16, 65504)).containsExactly(65504);
        assertThatThrownBy(() -> through(DType.BF16, Float.MAX_VALUE)).isInstanceOf(UserError.class);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void tensorsLongerThanAnInternalBlockComeBack() {
        float[] values = new float[300_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 251;
        }
        for (DType dtype : List.of(DType.BF16, DType.F16, DType.F32, DType.F64)) {
            assertThat(through(dtype, values)).isEqualTo(values);
        }
    }

    @Test
    void everyHalfPrecisionNumberComesBackAsItIs() {
        float[] all = new float[1 << 16];
        for (int bits = 0; bits < all.length; bits++) {
            all[bits] = Float.float16ToFloat((short) bits);
        }
        assertThat(through(DType.F16, all)).isEqualTo(all);
        for (int bits = 0; bits < all.length; bits++) {
            all[bits] = Float.intBitsToFloat(bits << 16);
        }
        assertThat(through(DType.BF16, all)).isEqualTo(all);
    }

    @Test
    void aTensorMayBeginAnywhereInItsBuffer() {
        MemorySegment buffer = MemorySegment.ofArray(new float[] {1, 2, 3, 4});
        Path path = folder.resolve("part.safetensors");
        SafetensorsWriter.write(
                path, Map.of(), List.of(new SafetensorsWriter.Source("x", new long[] {2}, DType.F32, buffer, 4)));
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.metadata()).isEmpty();
            assertThat(file.readFloats(file.tensors().getFirst())).containsExactly(2, 3);
        }
    }

    @Test
    void aShapeBeyondTheBufferIsRefused() {
        MemorySegment buffer = MemorySegment.ofArray(new float[4]);
        assertThatThrownBy(() -> new SafetensorsWriter.Source("x", new long[] {2, 2}, DType.F32, buffer, 4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoTensorsOfOneNameAreRefused() {
        SafetensorsWriter.Source x = source("x", DType.F32, new long[] {1}, 1);
        assertThatThrownBy(() ->
                        SafetensorsWriter.write(folder.resolve("x.safetensors"), Map.of(), Collections.nCopies(2, x)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private float[] through(DType dtype, float... values) {
        Path path = folder.resolve("x.safetensors");
        SafetensorsWriter.write(path, Map.of(), List.of(source("x", dtype, new long[] {values.length}, values)));
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            TensorInfo tensor = file.find("x").orElseThrow();
            assertThat(tensor.dtype()).isEqualTo(dtype);
            assertThat(Arrays.stream(tensor.shape()).sum()).isEqualTo(values.length);
            return file.readFloats(tensor);
        }
    }

    private static SafetensorsWriter.Source source(String name, DType dtype, long[] shape, float... values) {
        return new SafetensorsWriter.Source(name, shape, dtype, MemorySegment.ofArray(values), 0);
    }
}
