package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;

/// Cosines and sines of rotary positions (Su et al. 2021, arXiv 2104.09864): position p turns pair i of a head by
/// p · theta^(−2i / headSize).
///
/// The frequencies and the products are rounded to float32 as transformers rounds them; cosine and sine are exact to
/// that.
///
/// @param table (positions, headSize): cosines of headSize/2 angles, then their sines
record RotaryAngles(FloatTensor table) {
    static RotaryAngles of(Backend backend, double theta, int headSize, int positions) {
        int half = headSize / 2;
        float[] frequencies = new float[half];
        for (int i = 0; i < half; i++) {
            frequencies[i] = (float) (1 / (float) Math.pow(theta, 2f * i / headSize));
        }
        float[] values = new float[positions * headSize];
        for (int p = 0; p < positions; p++) {
            for (int i = 0; i < half; i++) {
                double angle = p * frequencies[i];
                values[p * headSize + i] = (float) Math.cos(angle);
                values[p * headSize + half + i] = (float) Math.sin(angle);
            }
        }
        FloatTensor table = backend.floats(positions, headSize);
        backend.upload(values, values.length, table);
        return new RotaryAngles(table);
    }
}
