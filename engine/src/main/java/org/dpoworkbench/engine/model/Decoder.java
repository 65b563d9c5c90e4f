package org.dpoworkbench.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.IntTensor;
import org.dpoworkbench.engine.compute.Matrix;
import org.dpoworkbench.engine.weights.Architecture;
import org.dpoworkbench.engine.weights.ExpectedTensor;
import org.dpoworkbench.engine.weights.Weight;
import org.dpoworkbench.engine.weights.WeightFiles;

/// A decoder-only language model with explicit forward and backward passes over buffers made once. The only dropout is
/// that of adapters in training.
///
/// One instance computes one micro-batch at a time: [#forward] and then, where gradients are wanted, [#backward].
public final class Decoder {
    private static final double[] NOT_WANTED = {};

    private final Backend backend;
    private final DecoderDescription description;
    private final Parameters parameters;
    private final Optional<Adapters> adapters;
    private final boolean checkpointed;
    private final int lowestTrained;
    private final Matrix embedding;
    private final Optional<Matrix> positionTable;
    private final List<DecoderLayer> layers;
    private final LastLayer lastLayer;
    private final NormLayer finalNorm;
    private final LogProbHead head;

    private final IntTensor tokens; // (rows)
    private final IntTensor positions; // (rows)
    private final IntTensor targetRows; // (logit rows)
    private final List<Kept> kept = new ArrayList<>();
    private final Scratch scratch;
    private final FloatTensor stream; // (rows, width) after the last layer of a new token's pass
    private final FloatTensor dStream; // (rows, width)
    private final FloatTensor top; // (logit rows, width) rows that predict
    private final FloatTensor topStats; // (logit rows, 2)
    private final FloatTensor normed; // (logit rows, width)
    private final FloatTensor dNormed; // (logit rows, width)
    private final FloatTensor dTop; // (logit rows, width)

    /// A decoder whose weights are all trained.
    ///
    /// @param rowCapacity tokens of the largest micro-batch
    public Decoder(Backend backend, Architecture architecture, int rowCapacity) {
        this(backend, architecture, DecoderSettings.training(rowCapacity));
    }

    /// A decoder for forward passes alone.
    public static Decoder forScoring(Backend backend, Architecture architecture, int rowCapacity) {
        return new Decoder(backend, architecture, DecoderSettings.scoring(rowCapacity));
    }

    /// @throws UserError where the adapter's targets are no modules of the architecture
    public Decoder(Backend backend, Architecture architecture, DecoderSettings settings) {
        this.backend = backend;
        description = Families.describe(architecture);
        DecoderAssembly assembly = new DecoderAssembly(description, settings.adapter());
        settings.adapter().ifPresent(adapter -> AdapterTargets.check(adapter.targets(), assembly));
        parameters = settings.trainsBase()
                ? Parameters.floats(backend, assembly.plan(), true)
                : Parameters.frozen(backend, assembly.plan(), settings.frozenDtype());
        adapters = assembly.adapterPlan().map(plan -> new Adapters(backend, plan, settings));
        checkpointed = settings.checkpointed();
        lowestTrained = settings.trainsBase() ? 0 : assembly.lowestAdapted();
        embedding = parameters.matrix(assembly.embedding());
        positionTable = assembly.positionTable().map(parameters::matrix);
        finalNorm = assembly.norm(parameters, assembly.finalNorm());
        int rows = settings.rows();
        layers = assembly.layers().stream()
                .map(layer -> assembly.layer(backend, parameters, adapters, layer, rows))
                .toList();
        head = new LogProbHead(
                backend, assembly.head(parameters), description.head().cap(), rows);

        int width = description.width();
        tokens = backend.ints(rows);
        positions = backend.ints(rows);
        targetRows = backend.ints(rows);
        keep(settings);
        scratch = Scratch.allocate(backend, description, rows, settings.trained());
        stream = backend.floats(rows, width);
        lastLayer = new LastLayer(backend, layers.getLast(), kept.getLast(), scratch, stream);
        top = backend.floats(rows, width);
        topStats = backend.floats(rows, 2);
        normed = backend.floats(rows, width);
        dStream = settings.trained() ? backend.floats(rows, width) : FloatTensor.NONE;
        dNormed = settings.trained() ? backend.floats(rows, width) : FloatTensor.NONE;
        dTop = settings.trained() ? backend.floats(rows, width) : FloatTensor.NONE;
    }

    /// Memory that layers keep for the backward pass: each its own, or its input alone beside what all share. Without a
    /// backward pass two inputs take turns.
    private void keep(DecoderSettings settings) {
        boolean all = settings.trained() && !settings.checkpointed();
        for (int l = 0; l < description.layers().size(); l++) {
            if (all || l == 0) {
                kept.add(Kept.allocate(backend, description, l, settings.rows()));
            } else if (settings.trained() || l == 1) {
                kept.add(kept.getFirst().withInput(backend.floats(settings.rows(), description.width())));
            } else {
                kept.add(kept.get(l % 2));
            }
        }
    }

    /// The model's own weights.
    public Parameters parameters() {
        return parameters;
    }

    /// The weights that are trained: the adapter's where there is one, else the model's own.
    public Parameters trained() {
        return adapters.map(Adapters::parameters).orElse(parameters);
    }

    /// The adapter, where there is one.
    public Optional<Adapters> adapters() {
        return adapters;
    }

    /// Adds the adapter to the model's own weights, in which it takes no part from then on.
    public void mergeAdapter() {
        adapters.ifPresent(a -> a.mergeInto(parameters));
    }

    public int vocabularySize() {
        return description.vocabularySize();
    }

    /// The tensor of each expected parameter.
    Map<String, Weight> bind(List<ExpectedTensor> expected, WeightFiles files) {
        return description.bind(expected, files);
    }

    Backend backend() {
        return backend;
    }

    /// Log-prob of each of the batch's targets.
    ///
    /// @param logProbs as long as the batch's targets at least, written
    public void forward(PackedBatch batch, double[] logProbs) {
        forward(batch, logProbs, NOT_WANTED);
    }

    /// As the other, and log Σ_v p_v² where each target stands: how sure the model is there, whatever the target is.
    ///
    /// @param logSumSquares as long as the batch's targets at least, written; empty: not wanted
    public void forward(PackedBatch batch, double[] logProbs, double[] logSumSquares) {
        hiddenOfTargets(batch);
        head.forward(batch.targets, normed, logProbs, logSumSquares);
    }

    /// As [#forward], with the dropout of training, which only adapters have.
    ///
    /// @param key of the dropout's numbers: the same key, the same bits
    public void forward(PackedBatch batch, double[] logProbs, double[] logSumSquares, long key) {
        embed(batch.tokens, batch.positions, batch.rows);
        if (adapters.isPresent()) {
            adapters.get().mode().drop(key);
        }
        layersOfTargets(batch);
        head.forward(batch.targets, normed, logProbs, logSumSquares);
    }

    /// Most logit rows that [#logits] takes.
    public int logitRowsAtOnce() {
        return head.chunkRows();
    }

    /// Logits of the batch's logit rows, on the device until the next pass.
    public FloatTensor logits(PackedBatch batch) {
        hiddenOfTargets(batch);
        return head.logits(batch.targets.rows, normed);
    }

    /// Hidden states after the final norm of the batch's logit rows, on the device until the next pass.
    public FloatTensor hidden(PackedBatch batch) {
        hiddenOfTargets(batch);
        return normed;
    }

    /// Memory for the keys and values of sequences that are continued token by token.
    ///
    /// @param rows tokens of all sequences together
    public KeyValueCache cache(int rows) {
        return new KeyValueCache(backend, description, rows);
    }

    /// What a token takes in such a cache.
    public long cacheRowBytes() {
        return description.layers().stream()
                .mapToLong(
                        layer -> (long) Float.BYTES * layer.attention().shape().cacheWidth())
                .sum();
    }

    /// As [#logits], and the batch's keys and values go into the cache.
    ///
    /// @param places which row of the cache each row of the batch goes to
    public FloatTensor logits(PackedBatch batch, KeyValueCache cache, int[] places) {
        embed(batch.tokens, batch.positions, batch.rows);
        backend.upload(places, batch.rows, cache.places());
        for (int l = 0; l < layers.size(); l++) {
            pass(batch, l);
            layers.get(l).remember(backend, batch.rows, cache.places(), kept.get(l), cache.layer(l));
        }
        normOfTargets(batch.targets.rows);
        return head.logits(batch.targets.rows, normed);
    }

    /// Logits after one more token of each sequence.
    ///
    /// @param rows   sequences, at most [#logitRowsAtOnce]
    /// @param token  each one's newest token
    /// @param position its position in the sequence
    /// @param first  where the sequence begins in the cache; its rows follow each other
    public FloatTensor next(KeyValueCache cache, int rows, int[] token, int[] position, int[] first) {
        embed(token, position, rows);
        cache.place(rows, position, first);
        for (int l = 0; l < layers.size(); l++) {
            layers.get(l)
                    .forwardCached(
                            backend,
                            rows,
                            positions,
                            cache.firsts(),
                            cache.places(),
                            cache.layer(l),
                            kept.get(l),
                            scratch,
                            after(l));
        }
        backend.copy(rows, stream, top);
        finalNorm.forward(backend, rows, top, normed, topStats);
        return head.logits(rows, normed);
    }

    private void hiddenOfTargets(PackedBatch batch) {
        embed(batch.tokens, batch.positions, batch.rows);
        layersOfTargets(batch);
    }

    private void layersOfTargets(PackedBatch batch) {
        for (int l = 0; l < layers.size(); l++) {
            pass(batch, l);
        }
        normOfTargets(batch.targets.rows);
    }

    private void pass(PackedBatch batch, int layer) {
        if (layer < layers.size() - 1) {
            layers.get(layer)
                    .forward(backend, batch.rows, positions, batch.segments, kept.get(layer), scratch, after(layer));
        } else {
            backend.upload(batch.targets.hiddenRow, batch.targets.rows, targetRows);
            lastLayer.forward(batch.rows, positions, batch.segments, targetRows, batch.targets.rows, top);
        }
    }

    /// The first step of every pass. Nothing is dropped unless a pass says so after it.
    private void embed(int[] token, int[] position, int rows) {
        if (adapters.isPresent()) {
            adapters.get().mode().keepAll();
        }
        backend.upload(token, rows, tokens);
        backend.upload(position, rows, positions);
        FloatTensor first = kept.getFirst().input();
        backend.gather(rows, tokens, embedding.weight(), first, false);
        if (description.embedding().scale() != 1) {
            backend.scale(rows, description.embedding().scale(), first);
        }
        if (positionTable.isPresent()) {
            backend.gather(rows, positions, positionTable.get().weight(), first, true);
        }
    }

    /// The residual stream after a layer.
    private FloatTensor after(int layer) {
        return layer + 1 < layers.size() ? kept.get(layer + 1).input() : stream;
    }

    private void normOfTargets(int logitRows) {
        finalNorm.forward(backend, logitRows, top, normed, topStats);
    }

    /// Adds the parameters' gradients for the batch of the last [#forward].
    ///
    /// @param gradient d loss / d log-prob of each target
    public void backward(PackedBatch batch, double[] gradient) {
        int rows = batch.rows;
        int logitRows = batch.targets.rows;
        head.backward(batch.targets, normed, gradient, dNormed);
        backend.fill(dTop.slice(0, logitRows), 0);
        finalNorm.backward(backend, logitRows, top, topStats, dNormed, dTop, normed);
        lastLayer.backward(rows, positions, batch.segments, targetRows, logitRows, dTop, dStream);
        for (int l = layers.size() - 2; l >= lowestTrained; l--) {
            if (checkpointed) {
                layers.get(l).refill(backend, rows, positions, batch.segments, kept.get(l), scratch);
            }
            layers.get(l).backward(backend, rows, positions, batch.segments, kept.get(l), scratch, dStream);
        }
        if (positionTable.isPresent() && positionTable.get().trained()) {
            backend.scatterAdd(rows, positions, dStream, positionTable.get().gradient());
        }
        if (embedding.trained()) {
            if (description.embedding().scale() != 1) {
                backend.scale(rows, description.embedding().scale(), dStream);
            }
            backend.scatterAdd(rows, tokens, dStream, embedding.gradient());
        }
    }

    /// Sets all gradients to 0.
    public void clearGradients() {
        backend.fill(trained().gradients(), 0);
    }
}
