package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.model.DecoderDescription.Rotation;
import org.dpoworkbench.engine.weights.RopeScaling;

/// Cosines and sines of rotary positions (Su et al. 2021, arXiv 2104.09864): position p turns pair i of a head by
/// p · theta^(−2i / dimensions).
///
/// The frequencies and the products are rounded to float32 as transformers rounds them; cosine and sine are exact to
/// that.
///
/// @param table (positions, dimensions): cosines of dimensions/2 angles, then their sines
record RotaryAngles(FloatTensor table) {
    static RotaryAngles of(Backend backend, Rotation rotation, int positions) {
        int dimensions = rotation.dimensions();
        int half = dimensions / 2;
        float[] frequencies = frequencies(rotation);
        float[] values = new float[positions * dimensions];
        for (int p = 0; p < positions; p++) {
            for (int i = 0; i < half; i++) {
                double angle = p * frequencies[i];
                values[p * dimensions + i] = (float) Math.cos(angle);
                values[p * dimensions + half + i] = (float) Math.sin(angle);
            }
        }
        FloatTensor table = backend.floats(positions, dimensions);
        backend.upload(values, values.length, table);
        return new RotaryAngles(table);
    }

    /// The angle from one position to the next of each pair.
    static float[] frequencies(Rotation rotation) {
        float[] frequencies = new float[rotation.dimensions() / 2];
        for (int i = 0; i < frequencies.length; i++) {
            float frequency = 1 / (float) Math.pow(rotation.theta(), 2f * i / rotation.dimensions());
            frequencies[i] = switch (rotation.scaling()) {
                case RopeScaling.None _ -> frequency;
                case RopeScaling.Linear linear -> frequency / (float) linear.factor();
                case RopeScaling.Llama3 llama3 -> scaled(frequency, llama3);
            };
        }
        return frequencies;
    }

    /// As transformers' `_compute_llama3_parameters`, in float32.
    private static float scaled(float frequency, RopeScaling.Llama3 by) {
        float factor = (float) by.factor();
        float wavelength = (float) (2 * Math.PI) / frequency;
        if (wavelength < by.originalPositions() / by.highFrequencyFactor()) {
            return frequency;
        }
        if (wavelength > by.originalPositions() / by.lowFrequencyFactor()) {
            return frequency / factor;
        }
        float smooth = (by.originalPositions() / wavelength - (float) by.lowFrequencyFactor())
                / (float) (by.highFrequencyFactor() - by.lowFrequencyFactor());
        return (1 - smooth) * frequency / factor + smooth * frequency;
    }
}
