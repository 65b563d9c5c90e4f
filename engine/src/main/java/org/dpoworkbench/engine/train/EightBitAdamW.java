package org.dpoworkbench.engine.train;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.compute.AdamWStep;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.EightBit;
import org.dpoworkbench.engine.compute.EightBitTensor;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.model.ParameterTensor;
import org.dpoworkbench.engine.model.Parameters;
import org.dpoworkbench.engine.model.WeightLoader;
import org.dpoworkbench.engine.weights.DType;
import org.dpoworkbench.engine.weights.Floats;
import org.dpoworkbench.engine.weights.SafetensorsFile;
import org.dpoworkbench.engine.weights.SafetensorsWriter;

/// AdamW with moments of 8 bits, as `transformers` has it by the name `adamw_8bit` with `bitsandbytes`:
/// blocks of 256 numbers of a parameter in its memory's order, float32 for embeddings and for parameters of
/// fewer than 4,096 numbers. The state's names are those of `bitsandbytes`.
final class EightBitAdamW implements Optimizer {
    private static final int LEAST = 4096;
    private static final String[] NAMES = {"state1.", "state2."};
    private static final long BLOCK_BYTES = (long) EightBit.WORDS * Float.BYTES;

    private final Backend backend;
    private final Parameters parameters;
    private final double weightDecay;
    private final AdamWStep numbers = new AdamWStep();
    private final List<Range> ranges = new ArrayList<>();

    /// Where each parameter's state begins: a block, or a float.
    private final Map<ParameterTensor, Long> places = new HashMap<>();

    /// First and second moments: (blocks, words), (numbers, 1).
    private final FloatTensor[] blocks;

    private final FloatTensor[] floats;

    /// Parameters that follow each other and are updated at once.
    private sealed interface Range {
        boolean decays();
    }

    private record Small(boolean decays, FloatTensor weights, FloatTensor gradients, EightBitTensor m, EightBitTensor v)
            implements Range {}

    private record Whole(boolean decays, FloatTensor weights, FloatTensor gradients, FloatTensor m, FloatTensor v)
            implements Range {}

    EightBitAdamW(OptimizerConfig config, Backend backend, Parameters parameters) {
        this.backend = backend;
        this.parameters = parameters;
        numbers.beta1 = config.adamBeta1();
        numbers.beta2 = config.adamBeta2();
        numbers.epsilon = config.adamEpsilon();
        weightDecay = config.weightDecay();
        long blockCount = 0;
        long floatCount = 0;
        for (ParameterTensor t : parameters.tensors()) {
            places.put(t, isSmall(t) ? blockCount : floatCount);
            if (isSmall(t)) {
                blockCount += EightBitTensor.blocksOf(t.size());
            } else {
                floatCount += t.size();
            }
        }
        blocks = new FloatTensor[] {
            Optimizer.room(config, backend, blockCount, EightBit.WORDS),
            Optimizer.room(config, backend, blockCount, EightBit.WORDS)
        };
        floats = new FloatTensor[] {
            Optimizer.room(config, backend, floatCount, 1), Optimizer.room(config, backend, floatCount, 1)
        };
        makeRanges();
    }

    private static boolean isSmall(ParameterTensor tensor) {
        return !tensor.embedding() && tensor.size() >= LEAST;
    }

    /// As long as possible: a block holds numbers of one parameter alone.
    private void makeRanges() {
        List<ParameterTensor> all = parameters.tensors();
        for (int first = 0, next; first < all.size(); first = next) {
            next = first + 1;
            while (next < all.size() && follows(all.get(next - 1), all.get(next))) {
                next++;
            }
            ParameterTensor last = all.get(next - 1);
            makeRange(
                    all.get(first), last.offset() + last.size() - all.get(first).offset());
        }
    }

    private boolean follows(ParameterTensor one, ParameterTensor other) {
        return isSmall(one) == isSmall(other)
                && decays(one) == decays(other)
                && one.offset() + one.size() == other.offset()
                && (!isSmall(one) || one.size() % EightBit.BLOCK == 0);
    }

    private boolean decays(ParameterTensor tensor) {
        return tensor.offset() < parameters.decayed();
    }

    private void makeRange(ParameterTensor first, long count) {
        FloatTensor weights = parameters.weights().slice(first.offset(), count);
        FloatTensor gradients = parameters.gradients().slice(first.offset(), count);
        long place = places.get(first);
        if (isSmall(first)) {
            ranges.add(new Small(decays(first), weights, gradients, moment(0, place, count), moment(1, place, count)));
        } else {
            ranges.add(new Whole(
                    decays(first), weights, gradients, floats[0].slice(place, count), floats[1].slice(place, count)));
        }
    }

    private EightBitTensor moment(int which, long block, long count) {
        return new EightBitTensor(blocks[which].slice(block, EightBitTensor.blocksOf(count)), count);
    }

    @Override
    public void step(int step, double learningRate, double gradientScale) {
        numbers.step = step;
        numbers.learningRate = learningRate;
        numbers.gradientScale = gradientScale;
        for (Range range : ranges) {
            numbers.weightDecay = range.decays() ? weightDecay : 0;
            switch (range) {
                case Small small -> backend.adamW(small.weights(), small.gradients(), small.m(), small.v(), numbers);
                case Whole whole -> backend.adamW(whole.weights(), whole.gradients(), whole.m(), whole.v(), numbers);
            }
        }
    }

    @Override
    public Collection<FloatTensor> state() {
        return List.of(blocks[0], blocks[1], floats[0], floats[1]);
    }

    /// A parameter's blocks are bytes, (blocks, 260): codes, and the factor as float32.
    @Override
    public List<SafetensorsWriter.Source> sources() {
        List<SafetensorsWriter.Source> sources = new ArrayList<>();
        for (int which = 0; which < NAMES.length; which++) {
            FloatTensor words = blocks[which].reshape(blocks[which].size(), 1);
            Floats inBlocks = WeightLoader.floats(backend, words);
            Floats inFloats = WeightLoader.floats(backend, floats[which]);
            for (ParameterTensor t : parameters.tensors()) {
                String name = NAMES[which] + t.name();
                long place = places.get(t);
                if (isSmall(t)) {
                    sources.add(new SafetensorsWriter.Source(
                            name, blocksShape(t), DType.U8, inBlocks, place * EightBit.WORDS, Optional.empty()));
                } else {
                    sources.add(new SafetensorsWriter.Source(name, t.shape(), DType.F32, inFloats, place, t.order()));
                }
            }
        }
        return sources;
    }

    @Override
    public void read(SafetensorsFile file) {
        for (int which = 0; which < NAMES.length; which++) {
            for (ParameterTensor t : parameters.tensors()) {
                String name = NAMES[which] + t.name();
                long place = places.get(t);
                if (isSmall(t)) {
                    var stored = Optimizer.find(file, name, DType.U8, blocksShape(t));
                    FloatTensor into = blocks[which].slice(place, EightBitTensor.blocksOf(t.size()));
                    backend.write(into, bytes -> file.readBytes(stored, bytes));
                } else {
                    var stored = Optimizer.find(file, name, DType.F32, t.shape());
                    backend.write(
                            floats[which].slice(place, t.size()),
                            bytes -> file.readFloats(stored, t.order(), bytes, 0));
                }
            }
        }
    }

    private static long[] blocksShape(ParameterTensor tensor) {
        return new long[] {EightBitTensor.blocksOf(tensor.size()), BLOCK_BYTES};
    }
}
