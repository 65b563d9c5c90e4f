package org.dpoworkbench.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.weights.SafetensorsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rounding to NF4 against `bitsandbytes`, to the bit; `docs/goldens/nf4.py` makes its numbers.
class Nf4Test {
    private static final String NUMBERS = "nf4/numbers.safetensors";

    @ParameterizedTest
    @CsvSource({
        "model.layers.1.self_attn.k_proj.weight, 32, 64, 64",
        "model.layers.1.mlp.down_proj.weight, 64, 192, 1",
        "model.layers.1.mlp.down_proj.weight, 64, 192, 100"
    })
    void weightsAreBitsandbytes(String name, int rows, int columns, int piece) {
        float[] want = read(NUMBERS, name);
        assertThat(rounded(read("nf4/init/model.safetensors", name), rows, columns, piece))
                .isEqualTo(want);
    }

    /// Every level, what lies half way between two and right beside that, zeros, 10⁻³⁰ and 10³⁰.
    @Test
    void edgesAreBitsandbytes() {
        float[] numbers = read(NUMBERS, "edges");
        assertThat(rounded(numbers, numbers.length / 64, 64, 64)).isEqualTo(read(NUMBERS, "edges_dequantised"));
    }

    /// Each row begins a block, and the last of its blocks may be short.
    @ParameterizedTest
    @ValueSource(ints = {1, 31, 33, 63, 65, 130})
    void rowsOfAnyLengthHaveBlocksOfTheirOwn(int columns) {
        float[] numbers = new float[3 * columns];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) Math.sin(i) * (1 + i / columns); // each row is larger than the one before
        }
        float[] rounded = rounded(numbers, 3, columns, 7);
        for (int row = 0; row < 3; row++) {
            for (int first = row * columns; first < (row + 1) * columns; first += 64) {
                float largest = 0;
                float largestRounded = 0;
                for (int i = first; i < Math.min(first + 64, (row + 1) * columns); i++) {
                    largest = Math.max(largest, Math.abs(numbers[i]));
                    largestRounded = Math.max(largestRounded, Math.abs(rounded[i]));
                    // The levels' widest gap is 0.304.
                    assertThat(rounded[i]).isCloseTo(numbers[i], within(0.153f * (row + 1)));
                }
                assertThat(largestRounded).isEqualTo(largest);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsTold(float bad) {
        Nf4Tensor shape = new Nf4Tensor(0, 2, 70);
        float[] numbers = new float[140];
        try (Arena arena = Arena.ofConfined()) {
            Nf4Writer good = new Nf4Writer(shape, arena.allocate(shape.bytes()));
            good.write(MemorySegment.ofArray(numbers), numbers.length);
            assertThat(good.finite()).isTrue();
            numbers[69] = bad;
            Nf4Writer writer = new Nf4Writer(shape, arena.allocate(shape.bytes()));
            writer.write(MemorySegment.ofArray(numbers), numbers.length);
            assertThat(writer.finite()).isFalse();
        }
    }

    @Test
    void aTableIsNeverNf4() {
        try (Backend backend = new CpuBackend(1)) {
            Nf4Tensor table = backend.nf4s(3, 64);
            FloatTensor out = backend.floats(1, 64);
            IntTensor index = backend.ints(1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> backend.gather(1, index, table, out, false))
                    .withMessage("a table in NF4");
        }
    }

    /// 64 numbers are 36 bytes.
    @Test
    void aNumberTakesFourAndAHalfBits() {
        try (Backend backend = new CpuBackend(1)) {
            long before = backend.allocatedBytes();
            Nf4Tensor made = backend.nf4s(1000, 640);
            assertThat(backend.allocatedBytes() - before)
                    .isEqualTo(640_000 * 36L / 64)
                    .isEqualTo(made.bytes());
        }
    }

    private static float[] rounded(float[] numbers, int rows, int columns, int piece) {
        Nf4Tensor shape = new Nf4Tensor(0, rows, columns);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(shape.bytes());
            Nf4Writer writer = new Nf4Writer(shape, bytes);
            MemorySegment all = MemorySegment.ofArray(numbers);
            for (int done = 0; done < numbers.length; done += piece) {
                writer.write(all.asSlice(done * 4L), Math.min(piece, numbers.length - done));
            }
            float[] rounded = new float[numbers.length];
            for (int i = 0; i < rounded.length; i++) {
                rounded[i] = Comparison.nf4At(shape, bytes, i / columns, i % columns);
            }
            return rounded;
        }
    }

    private static float[] read(String file, String name) {
        try (SafetensorsFile open = SafetensorsFile.open(Goldens.path(file))) {
            return open.readFloats(open.find(name).orElseThrow());
        }
    }
}
