package org.dpoworkbench.engine.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dpoworkbench.engine.adapter.AdapterSettings;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.HeadGains;
import org.dpoworkbench.engine.model.DecoderDescription.Attention;
import org.dpoworkbench.engine.model.DecoderDescription.FeedForward;
import org.dpoworkbench.engine.model.DecoderDescription.HeadNorms;
import org.dpoworkbench.engine.model.DecoderDescription.Layer;
import org.dpoworkbench.engine.model.DecoderDescription.Linear;
import org.dpoworkbench.engine.model.DecoderDescription.Norm;
import org.dpoworkbench.engine.model.DecoderDescription.Residual;
import org.dpoworkbench.engine.model.DecoderDescription.Rotation;
import org.dpoworkbench.engine.model.ParameterPlan.Fused;
import org.dpoworkbench.engine.model.ParameterPlan.Part;

/// Turns a family's description into parameters with places, and those, once there is memory, into layers.
final class DecoderAssembly {
    /// A linear map's parameters.
    ///
    /// @param adapters beside its parts
    record LinearPlace(Fused matrix, Optional<Fused> bias, List<AdapterPlan.Place> adapters) {}

    /// A norm's parameters.
    record NormPlace(Norm norm, Fused gain, Optional<Fused> bias) {}

    /// A layer's parameters.
    ///
    /// @param feedForwardNorm where the block has one of its own
    record LayerPlace(
            Layer layer,
            NormPlace attentionNorm,
            LinearPlace queriesKeysValues,
            Optional<NormPlace> queryNorm,
            Optional<NormPlace> keyNorm,
            LinearPlace attentionOutput,
            Optional<NormPlace> afterAttention,
            Optional<NormPlace> feedForwardNorm,
            LinearPlace up,
            LinearPlace down,
            Optional<NormPlace> afterFeedForward) {
        boolean adapted() {
            return Stream.of(queriesKeysValues, attentionOutput, up, down)
                    .anyMatch(linear -> !linear.adapters().isEmpty());
        }
    }

    private final DecoderDescription d;
    private final ParameterPlan plan = new ParameterPlan();
    private final Optional<AdapterPlan> adapterPlan;
    private final List<String> modules = new ArrayList<>();
    private final Fused embedding;
    private final Optional<Fused> positionTable;
    private final List<LayerPlace> layers = new ArrayList<>();
    private final NormPlace finalNorm;
    private final LinearPlace head;
    private final Map<Rotation, RotaryAngles> angles = new HashMap<>();

    DecoderAssembly(DecoderDescription description, Optional<AdapterSettings> adapter) {
        d = description;
        adapterPlan = adapter.map(AdapterPlan::new);
        embedding = plan.embeddings(d.embedding().name(), d.vocabularySize(), d.width());
        positionTable = d.embedding().positions().map(table -> plan.embeddings(table.name(), table.rows(), d.width()));
        for (Layer layer : d.layers()) {
            layers.add(place(layer));
        }
        finalNorm = normPlace(d.finalNorm(), d.width());
        head = headPlace();
    }

    private LinearPlace headPlace() {
        Optional<String> name = d.head().name();
        Fused matrix = name.map(n -> plan.head(n + ".weight", d.vocabularySize(), d.width()))
                .orElse(embedding);
        Optional<Fused> bias = name.filter(_ -> d.head().biased())
                .map(n -> plan.vector(List.of(new Part(n + ".bias", d.vocabularySize()))));
        return new LinearPlace(matrix, bias, List.of());
    }

    private LayerPlace place(Layer layer) {
        Residual residual = layer.residual();
        Attention attention = layer.attention();
        AttentionShape shape = attention.shape();
        FeedForward feedForward = layer.feedForward();
        int keyWidth = shape.keyValueHeads() * shape.headSize();
        int inner = feedForward.innerWidth();
        return new LayerPlace(
                layer,
                normPlace(residual.beforeAttention(), d.width()),
                linear(d.width(), attention.queriesKeysValues(), List.of(shape.outputWidth(), keyWidth, keyWidth)),
                attention.headNorms().map(norms -> normPlace(norms.queries(), shape.headSize())),
                attention.headNorms().map(norms -> normPlace(norms.keys(), shape.headSize())),
                linear(shape.outputWidth(), attention.output(), List.of(d.width())),
                residual.afterAttention().map(norm -> normPlace(norm, d.width())),
                residual.feedForwardNorm().map(norm -> normPlace(norm, d.width())),
                linear(d.width(), feedForward.up(), feedForward.gated() ? List.of(inner, inner) : List.of(inner)),
                linear(inner, feedForward.down(), List.of(d.width())),
                residual.afterFeedForward().map(norm -> normPlace(norm, d.width())));
    }

    /// @param outputs of each part, or, where one name stands for all of them, their sum's summands
    private LinearPlace linear(int inputs, Linear linear, List<Integer> outputs) {
        List<Integer> widths = linear.parts().size() == outputs.size()
                ? outputs
                : List.of(outputs.stream().mapToInt(Integer::intValue).sum());
        List<Part> weights = new ArrayList<>();
        List<Part> biases = new ArrayList<>();
        for (int i = 0; i < widths.size(); i++) {
            DecoderDescription.Part part = linear.parts().get(i);
            weights.add(new Part(part.name() + ".weight", widths.get(i), part.order()));
            biases.add(new Part(part.name() + ".bias", widths.get(i), part.order()));
            modules.add(part.name());
        }
        Fused matrix = plan.matrix(inputs, linear.inputMajor(), weights);
        return new LinearPlace(
                matrix,
                linear.biased() ? Optional.of(plan.vector(biases)) : Optional.empty(),
                adapterPlan.map(a -> a.beside(inputs, matrix, weights)).orElse(List.of()));
    }

    private NormPlace normPlace(Norm norm, int width) {
        Fused gain = plan.vector(List.of(new Part(norm.name() + ".weight", width)));
        return new NormPlace(
                norm,
                gain,
                switch (norm) {
                    case Norm.Centred _ -> Optional.of(plan.vector(List.of(new Part(norm.name() + ".bias", width))));
                    case Norm.RootMeanSquare _ -> Optional.empty();
                });
    }

    ParameterPlan plan() {
        return plan;
    }

    Optional<AdapterPlan> adapterPlan() {
        return adapterPlan;
    }

    /// Names of all linear maps but the head.
    List<String> modules() {
        return modules;
    }

    /// Names of what an adapter might be asked for and cannot have here: embeddings and head.
    List<String> otherModules() {
        return Stream.of(
                        Optional.of(d.embedding().name()),
                        d.embedding().positions().map(DecoderDescription.PositionTable::name),
                        Optional.of(d.head().name().orElse("lm_head")))
                .flatMap(Optional::stream)
                .map(name -> name.replaceFirst("\\.weight$", ""))
                .toList();
    }

    /// The number of the lowest layer that has an adapter.
    int lowestAdapted() {
        int lowest = 0;
        while (lowest < layers.size() - 1 && !layers.get(lowest).adapted()) {
            lowest++;
        }
        return lowest;
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

    LinearLayer head(Parameters parameters) {
        return linear(parameters, Optional.empty(), head);
    }

    NormLayer norm(Parameters parameters, NormPlace place) {
        return switch (place.norm()) {
            case Norm.Centred norm ->
                new NormLayer.Layer(
                        parameters.vector(place.gain()),
                        parameters.vector(place.bias().orElseThrow()),
                        norm.epsilon());
            case Norm.RootMeanSquare norm ->
                new NormLayer.Rms(parameters.vector(place.gain()), norm.offset(), norm.epsilon());
        };
    }

    /// @param positions tokens of the longest sequence
    DecoderLayer layer(
            Backend backend, Parameters parameters, Optional<Adapters> adapters, LayerPlace place, int positions) {
        NormLayer attentionNorm = norm(parameters, place.attentionNorm());
        Optional<NormLayer> feedForwardNorm = place.feedForwardNorm().map(norm -> norm(parameters, norm));
        Optional<NormLayer> afterAttention = place.afterAttention().map(norm -> norm(parameters, norm));
        Optional<NormLayer> afterFeedForward = place.afterFeedForward().map(norm -> norm(parameters, norm));
        Attention described = place.layer().attention();
        AttentionBlock attention = new AttentionBlock(
                described.shape(),
                linear(parameters, adapters, place.queriesKeysValues()),
                described.headNorms().map(norms -> headNorms(parameters, place, norms)),
                described.rotation().map(rotation -> angles(backend, rotation, positions)),
                linear(parameters, adapters, place.attentionOutput()));
        FeedForwardBlock feedForward = new FeedForwardBlock(
                linear(parameters, adapters, place.up()),
                place.layer().feedForward().nonlinearity(),
                place.layer().feedForward().gated(),
                linear(parameters, adapters, place.down()));
        return switch (place.layer().residual()) {
            case Residual.Sequential _ ->
                new SequentialLayer(
                        attentionNorm,
                        attention,
                        afterAttention,
                        feedForwardNorm.orElseThrow(),
                        feedForward,
                        afterFeedForward);
            case Residual.Parallel _ -> new ParallelLayer(attentionNorm, attention, feedForwardNorm, feedForward);
        };
    }

    private static HeadNormLayer headNorms(Parameters parameters, LayerPlace place, HeadNorms norms) {
        HeadGains gains = new HeadGains(
                parameters.vector(place.queryNorm().orElseThrow().gain()),
                parameters.vector(place.keyNorm().orElseThrow().gain()),
                norms.queries().offset());
        return new HeadNormLayer(gains, norms.queries().epsilon());
    }

    /// Layers that rotate alike share a table.
    private RotaryAngles angles(Backend backend, Rotation rotation, int positions) {
        return angles.computeIfAbsent(rotation, r -> RotaryAngles.of(backend, r, positions));
    }

    private static LinearLayer linear(Parameters parameters, Optional<Adapters> adapters, LinearPlace place) {
        return new LinearLayer(
                parameters.matrix(place.matrix()),
                place.bias().map(parameters::vector),
                place.adapters().stream().map(a -> adapters.orElseThrow().at(a)).toList());
    }
}
