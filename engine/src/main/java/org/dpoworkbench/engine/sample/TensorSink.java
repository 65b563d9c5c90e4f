package org.dpoworkbench.engine.sample;

import java.io.IOException;

/// Takes a model's tensors one by one, for instance into a safetensors file.
@FunctionalInterface
public interface TensorSink {

    /// @param name   as in a Hugging Face checkpoint
    /// @param shape  outermost first
    /// @param values row-major; the sink may keep the array
    void tensor(String name, int[] shape, float[] values) throws IOException;
}
