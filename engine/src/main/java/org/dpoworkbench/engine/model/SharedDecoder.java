package org.dpoworkbench.engine.model;

import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.engine.adapter.AdapterFolder;
import org.dpoworkbench.engine.adapter.AdapterSettings;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.FrozenDtype;

/// A decoder for forward passes that models take one after the other: those of one architecture share its memory, and
/// a model without its adapter is the one with it, the adapter off.
public final class SharedDecoder {
    private final Backend backend;
    private final int rows;
    private final FrozenDtype dtype;
    private Optional<Decoder> decoder = Optional.empty();
    private Optional<AdaptedModel> madeFor = Optional.empty();
    private Optional<Path> weights = Optional.empty();
    private Optional<Path> adapter = Optional.empty();

    /// @param rows tokens of the largest micro-batch
    public SharedDecoder(Backend backend, int rows) {
        this(backend, rows, FrozenDtype.FLOAT32);
    }

    /// @param dtype what weights are kept in
    public SharedDecoder(Backend backend, int rows, FrozenDtype dtype) {
        this.backend = backend;
        this.rows = rows;
        this.dtype = dtype;
    }

    /// The decoder with a model's weights, until the next call.
    public Decoder with(AdaptedModel model) {
        if (!fits(model)) {
            decoder = Optional.of(new Decoder(
                    backend,
                    model.architecture(),
                    DecoderSettings.scoring(rows)
                            .with(dtype)
                            .with(model.adapter().map(AdapterFolder::settings))));
            madeFor = Optional.of(model);
            weights = Optional.empty();
            adapter = Optional.empty();
        }
        Decoder shared = decoder.orElseThrow();
        if (weights.filter(model.base().path()::equals).isEmpty()) {
            WeightLoader.load(model.base(), shared);
            weights = Optional.of(model.base().path());
        }
        if (model.adapter().isPresent()
                && adapter.filter(model.adapter().get().path()::equals).isEmpty()) {
            WeightLoader.load(model.adapter().get(), shared);
            adapter = Optional.of(model.adapter().get().path());
        }
        shared.adapters().ifPresent(a -> a.off(model.adapter().isEmpty()));
        return shared;
    }

    /// Without an adapter a model fits into a decoder with one; adapters share their memory where they are of one kind.
    private boolean fits(AdaptedModel model) {
        return madeFor.filter(m -> m.architecture().equals(model.architecture())
                        && (model.adapter().isEmpty() || kind(model).equals(kind(m))))
                .isPresent();
    }

    private static Optional<AdapterSettings> kind(AdaptedModel model) {
        return model.adapter().map(a -> a.settings().withDropout(0).withBase(""));
    }
}
