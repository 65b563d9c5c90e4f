package org.dpoworkbench.engine.train;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dpoworkbench.engine.compute.AdamWStep;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.RmsPropStep;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.model.ParameterTensor;
import org.dpoworkbench.engine.model.Parameters;
import org.dpoworkbench.engine.model.WeightLoader;
import org.dpoworkbench.engine.weights.DType;
import org.dpoworkbench.engine.weights.SafetensorsFile;
import org.dpoworkbench.engine.weights.SafetensorsWriter;

/// Optimisers that remember float32 numbers, one or two for each weight, in tensors of the parameters' layout.
/// Their names are PyTorch's.
abstract sealed class FloatOptimizer implements Optimizer {
    private final Backend backend;
    private final Parameters parameters;
    private final Map<String, FloatTensor> state = new LinkedHashMap<>();

    private FloatOptimizer(OptimizerConfig config, Backend backend, Parameters parameters, String... stateNames) {
        this.backend = backend;
        this.parameters = parameters;
        for (String name : stateNames) {
            state.put(name, Optimizer.room(config, backend, parameters.count(), 1));
        }
    }

    static Optimizer adamW(OptimizerConfig config, Backend backend, Parameters parameters) {
        return new AdamW(config, backend, parameters);
    }

    static Optimizer rmsProp(OptimizerConfig config, Backend backend, Parameters parameters) {
        return new RmsProp(config, backend, parameters);
    }

    @Override
    public Collection<FloatTensor> state() {
        return state.values();
    }

    @Override
    public List<SafetensorsWriter.Source> sources() {
        List<SafetensorsWriter.Source> sources = new ArrayList<>();
        state.forEach((name, tensor) ->
                sources.addAll(WeightLoader.sources(parameters, WeightLoader.floats(backend, tensor), name + ".")));
        return sources;
    }

    @Override
    public void read(SafetensorsFile file) {
        state.forEach((name, tensor) -> {
            for (ParameterTensor t : parameters.tensors()) {
                var stored = Optimizer.find(file, name + "." + t.name(), DType.F32, t.shape());
                backend.write(
                        tensor.slice(t.offset(), t.size()), floats -> file.readFloats(stored, t.order(), floats, 0));
            }
        });
    }

    @Override
    public void step(int step, double learningRate, double gradientScale) {
        long decayed = parameters.decayed();
        apply(0, decayed, true, step, learningRate, gradientScale);
        apply(decayed, parameters.count() - decayed, false, step, learningRate, gradientScale);
    }

    private void apply(long from, long count, boolean decays, int step, double learningRate, double gradientScale) {
        if (count > 0) {
            apply(backend, new Range(from, count), decays, step, learningRate, gradientScale);
        }
    }

    abstract void apply(
            Backend backend, Range range, boolean decays, int step, double learningRate, double gradientScale);

    FloatTensor weights(Range range) {
        return range.of(parameters.weights());
    }

    FloatTensor gradients(Range range) {
        return range.of(parameters.gradients());
    }

    FloatTensor state(String name, Range range) {
        return range.of(state.get(name));
    }

    /// Consecutive parameters.
    record Range(long from, long count) {
        FloatTensor of(FloatTensor all) {
            return all.slice(from, count);
        }
    }

    /// Loshchilov and Hutter 2019 (arXiv 1711.05101), as `torch.optim.AdamW`.
    private static final class AdamW extends FloatOptimizer {
        private static final String FIRST = "exp_avg";
        private static final String SECOND = "exp_avg_sq";

        private final AdamWStep numbers = new AdamWStep();
        private final double weightDecay;

        AdamW(OptimizerConfig config, Backend backend, Parameters parameters) {
            super(config, backend, parameters, FIRST, SECOND);
            numbers.beta1 = config.adamBeta1();
            numbers.beta2 = config.adamBeta2();
            numbers.epsilon = config.adamEpsilon();
            weightDecay = config.weightDecay();
        }

        @Override
        void apply(Backend backend, Range range, boolean decays, int step, double learningRate, double gradientScale) {
            numbers.step = step;
            numbers.learningRate = learningRate;
            numbers.gradientScale = gradientScale;
            numbers.weightDecay = decays ? weightDecay : 0;
            backend.adamW(weights(range), gradients(range), state(FIRST, range), state(SECOND, range), numbers);
        }
    }

    /// Tieleman and Hinton 2012, as `torch.optim.RMSprop` with alpha 0.99 and epsilon 1e-8, without momentum.
    private static final class RmsProp extends FloatOptimizer {
        private static final String SQUARES = "square_avg";

        private final RmsPropStep numbers = new RmsPropStep();
        private final double weightDecay;

        RmsProp(OptimizerConfig config, Backend backend, Parameters parameters) {
            super(config, backend, parameters, SQUARES);
            numbers.alpha = 0.99;
            numbers.epsilon = 1e-8;
            weightDecay = config.weightDecay();
        }

        @Override
        void apply(Backend backend, Range range, boolean decays, int step, double learningRate, double gradientScale) {
            numbers.learningRate = learningRate;
            numbers.gradientScale = gradientScale;
            numbers.weightDecay = decays ? weightDecay : 0;
            backend.rmsProp(weights(range), gradients(range), state(SQUARES, range), numbers);
        }
    }
}
