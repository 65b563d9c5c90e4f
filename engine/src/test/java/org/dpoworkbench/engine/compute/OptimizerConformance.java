package org.dpoworkbench.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Optimiser steps: some roundings a step of weight and state. Weights begin small beside the steps, so that steps
/// count.
interface OptimizerConformance {
    double STEP = 16 * Comparison.ROUNDING;
    int STEPS = 5;

    /// What weights, and all steps together, come to.
    double SMALL = 0.2;

    Backend open();

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 15, 16, 17, 31, 33, 64, 65, 100, 4097, 20_011})
    default void stepsOfAdamWAreTheControls(int size) {
        for (double decay : new double[] {0, 0.1}) {
            try (Comparison both = new Comparison(open(), size)) {
                Twin w = both.normal(size, 1, 0, 0.05);
                Twin m = both.of(1, new float[size]);
                Twin v = both.of(1, new float[size]);
                AdamWStep numbers = new AdamWStep();
                numbers.beta1 = 0.9;
                numbers.beta2 = 0.999;
                numbers.epsilon = 1e-8;
                numbers.weightDecay = decay;
                for (int step = 1; step <= STEPS; step++) {
                    numbers.step = step;
                    numbers.learningRate = 0.01 * step;
                    numbers.gradientScale = 1.0 / step;
                    Twin g = both.normal(size, 1, 0.1, 2);
                    both.run(side -> side.backend().adamW(side.at(w), side.at(g), side.at(m), side.at(v), numbers));
                }
                both.expectEach("weights", w, size, _ -> STEP * SMALL);
                both.expect("first moments", m, size, STEP);
                both.expect("second moments", v, size, STEP);
                both.expectNothingElse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 15, 16, 17, 31, 33, 64, 65, 100, 4097, 20_011})
    default void stepsOfRmsPropAreTheControls(int size) {
        for (double decay : new double[] {0, 0.1}) {
            try (Comparison both = new Comparison(open(), size)) {
                Twin w = both.normal(size, 1, 0, 0.05);
                Twin v = both.of(1, new float[size]);
                RmsPropStep numbers = new RmsPropStep();
                numbers.alpha = 0.99;
                numbers.epsilon = 1e-8;
                numbers.weightDecay = decay;
                for (int step = 1; step <= STEPS; step++) {
                    numbers.learningRate = 0.01 * step;
                    numbers.gradientScale = 1.0 / step;
                    Twin g = both.normal(size, 1, 0.1, 2);
                    both.run(side -> side.backend().rmsProp(side.at(w), side.at(g), side.at(v), numbers));
                }
                both.expectEach("weights", w, size, _ -> STEP * SMALL);
                both.expect("mean squares", v, size, STEP);
                both.expectNothingElse();
            }
        }
    }

    /// A weight without gradient, such as an unused token's embedding, moves by decay alone.
    @Test
    default void aGradientOfZeroMovesNothing() {
        try (Backend backend = open()) {
            FloatTensor w = backend.floats(40, 1);
            FloatTensor zero = backend.floats(40, 1);
            backend.fill(w, 0.75f);
            AdamWStep numbers = new AdamWStep();
            numbers.beta1 = 0.9;
            numbers.beta2 = 0.999;
            numbers.epsilon = 1e-8;
            numbers.learningRate = 0.5;
            numbers.gradientScale = 1;
            numbers.step = 1;
            backend.adamW(w, zero, backend.floats(40, 1), backend.floats(40, 1), numbers);
            float[] values = new float[40];
            backend.download(w, values, 40);
            assertThat(values).containsOnly(0.75f);
        }
    }

    /// Products of float32 numbers are exact in float64, and their sums nearly so.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 15, 16, 17, 31, 33, 64, 65, 100, 4097, 70_001})
    default void theSquaredNormIsTheControls(int size) {
        try (Comparison both = new Comparison(open(), size)) {
            Twin x = both.normal(size, 1);
            double[] norms = new double[2];
            both.run(side -> norms[side.isControl() ? 1 : 0] = side.backend().squaredNorm(side.at(x)));
            assertThat(norms[0]).isCloseTo(norms[1], within(1e-13 * norms[1]));
            both.expectNothingElse();
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {1e-30f, 1e30f})
    default void theSquaredNormNeitherVanishesNorOverflows(float value) {
        try (Backend backend = open()) {
            FloatTensor x = backend.floats(1000, 1);
            backend.fill(x, value);
            double want = 1000 * (double) value * value;
            assertThat(backend.squaredNorm(x)).isCloseTo(want, within(1e-12 * want));
        }
    }

    @Test
    default void oneNanMakesTheSquaredNormNan() {
        try (Backend backend = open()) {
            for (int place : new int[] {0, 16, 4999, 5000}) {
                float[] values = new float[5001];
                Arrays.fill(values, 1);
                values[place] = Float.NaN;
                FloatTensor x = backend.floats(5001, 1);
                backend.upload(values, values.length, x);
                assertThat(backend.squaredNorm(x)).isNaN();
            }
        }
    }
}
