package org.dpoworkbench.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.model.DecoderDescription.LayerNames;
import org.dpoworkbench.engine.model.DecoderDescription.Positions;
import org.dpoworkbench.engine.model.ParameterPlan.Fused;
import org.dpoworkbench.engine.model.ParameterPlan.Part;

/// Turns a family's description into parameters with places, and those, once there is memory, into layers.
final class DecoderAssembly {
    /// A linear map's parameters.
    record LinearPlace(Fused matrix, Optional<Fused> bias) {}

    /// A norm's parameters.
    record NormPlace(Fused gain, Optional<Fused> bias) {}

    /// A layer's parameters.
    record LayerPlace(
            int number,
            NormPlace attentionNorm,
            LinearPlace queriesKeysValues,
            LinearPlace attentionOutput,
            NormPlace feedForwardNorm,
            LinearPlace up,
            LinearPlace down) {}

    private final DecoderDescription d;
    private final ParameterPlan plan = new ParameterPlan();
    private final Fused embedding;
    private final Optional<Fused> positionTable;
    private final List<LayerPlace> layers = new ArrayList<>();
    private final NormPlace finalNorm;
    private final Fused head;

    DecoderAssembly(DecoderDescription description) {
        d = description;
        embedding = plan.table(d.names().embedding(), d.vocabularySize(), d.width());
        positionTable = d.positions() instanceof Positions.Learned learned
                ? Optional.of(plan.table(learned.name(), learned.rows(), d.width()))
                : Optional.empty();
        for (int l = 0; l < d.layers(); l++) {
            layers.add(place(l, d.names().layer().apply(l), d.attention().apply(l)));
        }
        finalNorm = normPlace(d.names().finalNorm());
        head = d.tied() ? embedding : plan.table(d.names().head(), d.vocabularySize(), d.width());
    }

    private LayerPlace place(int number, LayerNames names, AttentionShape shape) {
        int keyWidth = shape.keyValueHeads() * shape.headSize();
        List<Integer> qkvWidths = names.queriesKeysValues().size() == 1
                ? List.of(shape.rowWidth())
                : List.of(shape.outputWidth(), keyWidth, keyWidth);
        List<Integer> upWidths = names.up().stream().map(name -> d.innerWidth()).toList();
        return new LayerPlace(
                number,
                normPlace(names.attentionNorm()),
                linear(d.width(), names.queriesKeysValues(), qkvWidths, names.queryBias()),
                linear(shape.outputWidth(), List.of(names.attentionOutput()), List.of(d.width()), names.outputBias()),
                normPlace(names.feedForwardNorm()),
                linear(d.width(), names.up(), upWidths, names.feedForwardBias()),
                linear(d.innerWidth(), List.of(names.down()), List.of(d.width()), names.feedForwardBias()));
    }

    private LinearPlace linear(int inputs, List<String> names, List<Integer> outputs, boolean biased) {
        List<Part> weights = new ArrayList<>();
        List<Part> biases = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            weights.add(new Part(names.get(i) + ".weight", outputs.get(i)));
            biases.add(new Part(names.get(i) + ".bias", outputs.get(i)));
        }
        return new LinearPlace(
                plan.matrix(inputs, d.inputMajor(), weights),
                biased ? Optional.of(plan.vector(biases)) : Optional.empty());
    }

    private NormPlace normPlace(String name) {
        Fused gain = plan.vector(List.of(new Part(name + ".weight", d.width())));
        return new NormPlace(
                gain,
                switch (d.norm()) {
                    case LAYER -> Optional.of(plan.vector(List.of(new Part(name + ".bias", d.width()))));
                    case RMS -> Optional.empty();
                });
    }

    ParameterPlan plan() {
        return plan;
    }

    Fused embedding() {
        return embedding;
    }

    Optional<Fused> positionTable() {
        return positionTable;
    }

    List<LayerPlace> layers() {
        return layers;
    }

    NormPlace finalNorm() {
        return finalNorm;
    }

    Fused head() {
        return head;
    }

    /// @param positions tokens of the longest sequence
    Optional<RotaryAngles> rotation(Backend backend, int positions) {
        return d.positions() instanceof Positions.Rotary rotary
                ? Optional.of(RotaryAngles.of(
                        backend, rotary.theta(), d.attention().apply(0).headSize(), positions))
                : Optional.empty();
    }

    NormLayer norm(Parameters parameters, NormPlace place) {
        return switch (d.norm()) {
            case LAYER ->
                new NormLayer.Layer(
                        parameters.vector(place.gain()),
                        parameters.vector(place.bias().orElseThrow()),
                        d.epsilon());
            case RMS -> new NormLayer.Rms(parameters.vector(place.gain()), d.epsilon());
        };
    }

    DecoderLayer layer(Parameters parameters, LayerPlace place, Optional<RotaryAngles> rotation) {
        return new DecoderLayer(
                norm(parameters, place.attentionNorm()),
                linear(parameters, place.queriesKeysValues()),
                d.attention().apply(place.number()),
                rotation,
                linear(parameters, place.attentionOutput()),
                norm(parameters, place.feedForwardNorm()),
                linear(parameters, place.up()),
                d.nonlinearity(),
                d.gated(),
                linear(parameters, place.down()));
    }

    private static LinearLayer linear(Parameters parameters, LinearPlace place) {
        return new LinearLayer(parameters.matrix(place.matrix()), place.bias().map(parameters::vector));
    }
}
