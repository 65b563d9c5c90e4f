package org.dpoworkbench.engine.compute.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.dpoworkbench.engine.compute.EightBit;
import org.dpoworkbench.engine.golden.Goldens;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Levels and rounding against `bitsandbytes`; `docs/goldens/adamw_8bit.py` makes the numbers.
class EightBitLevelsTest {
    private static final JsonNode GOLDEN = Goldens.json("adamw_8bit/rounding.json");

    @Test
    void levelsAreThoseOfBitsandbytesToTheBit() {
        assertThat(EightBit.signedLevels())
                .isEqualTo(floats(GOLDEN.get("levels").get("signed")));
        assertThat(EightBit.unsignedLevels())
                .isEqualTo(floats(GOLDEN.get("levels").get("unsigned")));
    }

    @Test
    void blocksAreRoundedAsThere() {
        float[] numbers = floats(GOLDEN.get("numbers"));
        check(EightBitLevels.SIGNED, numbers, GOLDEN.get("signed"));
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Math.abs(numbers[i]);
        }
        check(EightBitLevels.UNSIGNED, numbers, GOLDEN.get("unsigned"));
    }

    private static void check(EightBitLevels levels, float[] numbers, JsonNode golden) {
        float[] factors = floats(golden.get("factors"));
        int[] codes = Goldens.ints(golden.get("codes"));
        assertThat(codes).hasSameSizeAs(numbers);
        for (int i = 0; i < numbers.length; i++) {
            assertThat(levels.nearest(numbers[i] / factors[i / EightBit.BLOCK]))
                    .as("number %s", i)
                    .isEqualTo(codes[i]);
        }
    }

    /// Every level, every middle of two and its neighbours: a middle belongs to the smaller level.
    @Test
    void nearestIsWhatCountingTheMiddlesBelowGives() {
        for (EightBitLevels levels : new EightBitLevels[] {EightBitLevels.SIGNED, EightBitLevels.UNSIGNED}) {
            for (int code = 0; code < 256; code++) {
                assertThat(levels.nearest(levels.levels[code])).isEqualTo(code);
                if (code < 255) {
                    float middle = (levels.levels[code] + levels.levels[code + 1]) / 2;
                    assertThat(levels.nearest(middle)).isEqualTo(code);
                    assertThat(levels.nearest(Math.nextUp(middle))).isEqualTo(code + 1);
                    assertThat(levels.nearest(Math.nextDown(middle))).isEqualTo(code);
                }
            }
        }
        assertThat(EightBitLevels.SIGNED.nearest(-1)).isZero();
        assertThat(EightBitLevels.SIGNED.nearest(Float.NaN)).isBetween(0, 255);
    }

    private static float[] floats(JsonNode array) {
        float[] floats = new float[array.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) array.get(i).asDouble();
        }
        return floats;
    }
}
