package org.dpoworkbench.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// AdamW with moments of 8 bits: each step is held against the moments that the step before left.
interface EightBitConformance {
    Backend open();

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 17, 255, 256, 257, 1000, 4096, 9_001})
    default void stepsWithMomentsOfEightBitsFollowTheRule(int size) {
        var random = new Random(size);
        try (Backend backend = open()) {
            FloatTensor w = backend.floats(size, 1);
            FloatTensor g = backend.floats(size, 1);
            EightBitTensor m = moment(backend, size);
            EightBitTensor v = moment(backend, size);
            float[] weights = new float[size];
            float[] gradients = new float[size];
            for (int i = 0; i < size; i++) {
                weights[i] = (float) random.nextGaussian() * 0.05f;
            }
            backend.upload(weights, size, w);
            AdamWStep numbers = new AdamWStep();
            numbers.beta1 = 0.9;
            numbers.beta2 = 0.999;
            numbers.epsilon = 1e-8;
            numbers.weightDecay = 0.1;
            for (int step = 1; step <= 5; step++) {
                numbers.step = step;
                numbers.learningRate = 0.01 * step;
                numbers.gradientScale = 1.0 / step;
                for (int i = 0; i < size; i++) {
                    gradients[i] = (float) (random.nextGaussian() * Math.pow(10, -3 * random.nextDouble()));
                }
                backend.upload(gradients, size, g);
                float[] first = numbers(backend, m, EightBit.signedLevels());
                float[] second = numbers(backend, v, EightBit.unsignedLevels());
                backend.adamW(w, g, m, v, numbers);
                for (int i = 0; i < size; i++) {
                    double gradient = numbers.gradientScale * gradients[i];
                    first[i] = (float) (0.9 * first[i] + 0.1 * gradient);
                    second[i] = (float) (0.999 * second[i] + 0.001 * gradient * gradient);
                    double rate = numbers.learningRate / (1 - Math.pow(0.9, step));
                    double root = Math.sqrt(second[i] / (1 - Math.pow(0.999, step)));
                    weights[i] =
                            (float) (weights[i] * (1 - numbers.learningRate * 0.1) - rate * first[i] / (root + 1e-8));
                }
                float[] got = new float[size];
                backend.download(w, got, size);
                for (int i = 0; i < size; i++) {
                    assertThat((double) got[i]).as("weight %s", i).isCloseTo(weights[i], within(2e-6));
                    weights[i] = got[i];
                }
                expectNearest(backend, m, EightBit.signedLevels(), first);
                expectNearest(backend, v, EightBit.unsignedLevels(), second);
            }
        }
    }

    private static EightBitTensor moment(Backend backend, int size) {
        return new EightBitTensor(backend.floats(EightBitTensor.blocksOf(size), EightBit.WORDS), size);
    }

    private static float[] numbers(Backend backend, EightBitTensor tensor, float[] levels) {
        MemorySegment memory = backend.read(tensor.blocks());
        float[] numbers = new float[Math.toIntExact(tensor.size())];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = levels[code(memory, i)] * factor(memory, i);
        }
        return numbers;
    }

    private static int code(MemorySegment memory, int i) {
        long block = (long) (i / EightBit.BLOCK) * EightBit.WORDS * Float.BYTES;
        return memory.get(ValueLayout.JAVA_BYTE, block + i % EightBit.BLOCK) & 255;
    }

    private static float factor(MemorySegment memory, int i) {
        long block = (long) (i / EightBit.BLOCK) * EightBit.WORDS * Float.BYTES;
        return memory.get(ValueLayout.JAVA_FLOAT_UNALIGNED, block + EightBit.BLOCK);
    }

    /// The factor is the block's largest, and no level is nearer than the one that was taken.
    private static void expectNearest(Backend backend, EightBitTensor tensor, float[] levels, float[] numbers) {
        MemorySegment memory = backend.read(tensor.blocks());
        for (int i = 0; i < numbers.length; i++) {
            double largest = 0;
            int block = i / EightBit.BLOCK * EightBit.BLOCK;
            for (int j = block; j < Math.min(numbers.length, block + EightBit.BLOCK); j++) {
                largest = Math.max(largest, Math.abs(numbers[j]));
            }
            float factor = factor(memory, i);
            assertThat((double) factor).isCloseTo(largest, within(1e-6 * largest));
            double number = numbers[i] / factor;
            double off = Math.abs(levels[code(memory, i)] - number);
            for (float level : levels) {
                assertThat(off).isLessThanOrEqualTo(Math.abs(level - number) + 1e-6);
            }
        }
    }
}
