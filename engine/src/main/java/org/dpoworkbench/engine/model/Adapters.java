package org.dpoworkbench.engine.model;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.adapter.AdapterSettings;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.CounterRandom;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.Matrix;

/// The low-rank adapters of a decoder: their weights, and what they do at the moment.
public final class Adapters {
    private final Backend backend;
    private final int rows;
    private final boolean trained;
    private final AdapterSettings settings;
    private final List<AdapterPlan.Place> places;
    private final Parameters parameters;
    private final AdapterMode mode;
    private final FloatTensor dropped;

    Adapters(Backend backend, AdapterPlan plan, DecoderSettings decoder) {
        this.backend = backend;
        rows = decoder.rows();
        trained = decoder.trained();
        settings = plan.settings();
        places = List.copyOf(plan.places());
        parameters = Parameters.floats(backend, plan.plan(), trained);
        mode = new AdapterMode((float) settings.dropout());
        int widest = places.stream().mapToInt(AdapterPlan.Place::inputs).max().orElse(0);
        dropped = trained && settings.dropout() > 0 ? backend.floats((long) rows * widest, 1) : FloatTensor.NONE;
    }

    /// The one of a place. Its product is its own where it is kept for a backward pass.
    LowRank at(AdapterPlan.Place place) {
        return new LowRank(
                place.number(),
                place.first(),
                parameters.matrix(place.inner()),
                parameters.matrix(place.outer()),
                place.scale(),
                backend.floats(rows, place.rank()),
                dropped.equals(FloatTensor.NONE)
                        ? dropped
                        : dropped.slice(0, (long) rows * place.inputs()).reshape(rows, place.inputs()),
                mode);
    }

    public AdapterSettings settings() {
        return settings;
    }

    /// A and B of every adapted module, by PEFT's names.
    public Parameters parameters() {
        return parameters;
    }

    /// Names of the modules that have an adapter.
    public Set<String> modules() {
        return places.stream().map(AdapterPlan.Place::module).collect(Collectors.toUnmodifiableSet());
    }

    /// Whether they take part; off, the base computes alone, to the bit.
    public void off(boolean off) {
        mode.off(off);
    }

    /// Whether the maps beside which they stand are stored (inputs, outputs).
    public boolean besideInputMajor() {
        return places.stream().anyMatch(place -> place.beside().inputMajor());
    }

    /// Adds each module's scale · B · A to its weight, and takes no part in computing from then on.
    ///
    /// @param weights the model's own, in float32
    void mergeInto(Parameters weights) {
        for (AdapterPlan.Place place : places) {
            Matrix outer = parameters.matrix(place.outer());
            FloatTensor transposed = transposed(parameters.matrix(place.inner()), place);
            FloatTensor all = weights.weights();
            int outputs = outer.outputs();
            long offset = place.beside().offset();
            if (place.beside().inputMajor()) {
                FloatTensor w = all.slice(
                                offset, (long) place.inputs() * place.beside().columns())
                        .reshape(place.inputs(), place.beside().columns());
                backend.addOuter(place.inputs(), transposed, outer, place.scale(), w, place.first());
            } else {
                FloatTensor w = all.slice(
                                offset + (long) place.first() * place.inputs(), (long) outputs * place.inputs())
                        .reshape(outputs, place.inputs());
                backend.addOuter(
                        outputs, (FloatTensor) outer.weight(), Matrix.frozen(transposed, false), place.scale(), w, 0);
            }
        }
        mode.off(true);
    }

    /// A (r, inputs) as (inputs, r).
    private FloatTensor transposed(Matrix inner, AdapterPlan.Place place) {
        float[] a = new float[place.rank() * place.inputs()];
        backend.download((FloatTensor) inner.weight(), a, a.length);
        float[] t = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            t[i % place.inputs() * place.rank() + i / place.inputs()] = a[i];
        }
        FloatTensor tensor = backend.floats(place.inputs(), place.rank());
        backend.upload(t, t.length, tensor);
        return tensor;
    }

    AdapterMode mode() {
        return mode;
    }

    /// Sets each A to numbers uniform in ±1/√inputs and each B to 0, as PEFT does: nothing changes at first.
    public void initialise(long seed) {
        FloatTensor weights = parameters.weights();
        backend.fill(weights, 0);
        for (AdapterPlan.Place place : places) {
            float[] a = new float[Math.multiplyExact(place.rank(), place.inputs())];
            long key = CounterRandom.key(seed, place.number());
            double bound = 1 / Math.sqrt(place.inputs());
            for (int i = 0; i < a.length; i++) {
                a[i] = (float) ((2.0 * CounterRandom.uniform(key, i) - 1) * bound);
            }
            backend.upload(a, a.length, weights.slice(place.inner().offset(), a.length));
        }
    }
}
