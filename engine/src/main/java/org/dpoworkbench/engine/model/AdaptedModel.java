package org.dpoworkbench.engine.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.engine.adapter.AdapterFolder;
import org.dpoworkbench.engine.config.ModelSource;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.weights.Architecture;
import org.dpoworkbench.engine.weights.ModelFolder;

/// A model on disk, with the adapter over it where there is one.
public record AdaptedModel(ModelFolder base, Optional<AdapterFolder> adapter) {

    /// A model alone.
    public static AdaptedModel of(ModelFolder model) {
        return new AdaptedModel(model, Optional.empty());
    }

    /// @throws UserError where a folder is none, or the adapter is none of the model
    public static AdaptedModel open(ModelSource source) {
        if (source.adapter().isEmpty() && AdapterFolder.is(source.model())) {
            AdapterFolder adapter = AdapterFolder.open(source.model());
            return over(ModelFolder.open(baseOf(adapter)), adapter);
        }
        ModelFolder base = ModelFolder.open(source.model());
        return source.adapter()
                .map(folder -> over(base, AdapterFolder.open(folder)))
                .orElseGet(() -> of(base));
    }

    private static AdaptedModel over(ModelFolder base, AdapterFolder adapter) {
        return new AdaptedModel(base, Optional.of(AdapterStart.fitting(adapter, base)));
    }

    /// As PEFT, which takes the name in the file for a folder where there is one.
    private static Path baseOf(AdapterFolder adapter) {
        String name = adapter.settings().base().orElse("");
        Path base = Path.of(name);
        if (name.isEmpty() || !Files.isDirectory(base)) {
            throw new UserError(adapter.path() + " is an adapter, and the model that it stands beside, \"" + name
                    + "\", is no folder here. Give that model as --model and the adapter as --adapter.");
        }
        return base;
    }

    /// The model alone.
    public AdaptedModel withoutAdapter() {
        return adapter.isEmpty() ? this : of(base);
    }

    public Architecture architecture() {
        return base.architecture();
    }

    /// For messages.
    @Override
    public String toString() {
        return base.path() + adapter.map(a -> " with the adapter " + a.path()).orElse("");
    }
}
