package org.dpoworkbench.app.window.model.newrun;

import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.ExampleKind;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.data.DataReport;

/// What became of the data of a form, and what it was read for.
///
/// @param report absent where the data cannot be used
public record DataView(Inputs inputs, Optional<DataReport> report) {
    /// The settings that decide what becomes of the data.
    record Inputs(Objective objective, ExampleKind kind, Path model, Path reference, DataConfig data) {
        static Inputs of(RunConfig config) {
            return new Inputs(
                    config.objective(),
                    config.loss().data(),
                    config.model().model(),
                    config.model().referenceOrModel(),
                    config.data());
        }
    }
}
