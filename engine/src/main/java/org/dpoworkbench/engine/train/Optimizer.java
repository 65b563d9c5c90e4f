package org.dpoworkbench.engine.train;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.model.Parameters;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.weights.DType;
import org.dpoworkbench.engine.weights.SafetensorsFile;
import org.dpoworkbench.engine.weights.SafetensorsWriter;
import org.dpoworkbench.engine.weights.TensorInfo;

/// Changes a decoder's trained weights by their gradients. Weight decay leaves biases and norm weights out.
interface Optimizer {
    static Optimizer of(OptimizerConfig config, Backend backend, Parameters parameters) {
        return switch (config.optim()) {
            case ADAMW, PAGED_ADAMW -> FloatOptimizer.adamW(config, backend, parameters);
            case ADAMW_8BIT, PAGED_ADAMW_8BIT -> new EightBitAdamW(config, backend, parameters);
            case RMSPROP -> FloatOptimizer.rmsProp(config, backend, parameters);
        };
    }

    /// One step.
    ///
    /// @param step          1 for the first
    /// @param learningRate  of this step
    /// @param gradientScale factor on the gradients: what clipping leaves
    void step(int step, double learningRate, double gradientScale);

    /// All that it remembers from step to step.
    Collection<FloatTensor> state();

    /// The same as a checkpoint holds it: a tensor for each parameter and kind of number.
    List<SafetensorsWriter.Source> sources();

    /// Takes it from a checkpoint's file.
    ///
    /// @throws UserError where the file is another optimiser's
    void read(SafetensorsFile file);

    /// Room for what it remembers.
    static FloatTensor room(OptimizerConfig config, Backend backend, long rows, int columns) {
        return config.optim().isPaged() ? backend.floatsOnHost(rows, columns) : backend.floats(rows, columns);
    }

    /// A parameter's tensor in a checkpoint.
    ///
    /// @throws UserError where there is none of this type and shape
    static TensorInfo find(SafetensorsFile file, String name, DType dtype, long... shape) {
        TensorInfo found = file.find(name)
                .orElseThrow(() ->
                        new UserError(file.path() + " lacks " + name + ". Was the run made with another optimiser?"));
        if (found.dtype() != dtype || !Arrays.equals(found.shape(), shape)) {
            throw new UserError("%s: %s is %s %s, where %s %s is wanted. Is the file damaged, or another optimiser's?"
                    .formatted(
                            file.path(),
                            name,
                            found.dtype(),
                            Arrays.toString(found.shape()),
                            dtype,
                            Arrays.toString(shape)));
        }
        return found;
    }
}
