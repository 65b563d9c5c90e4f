package org.dpoworkbench.app.window.model.newrun;

import java.util.Optional;
import org.dpoworkbench.engine.config.RunConfig;

/// Asks for the panel *New run*.
///
/// @param config what the form starts from; absent: the project's default
/// @param origin where that comes from, for people, such as a run's name; absent: nowhere
public record NewRunRequest(Optional<RunConfig> config, Optional<String> origin) {
    public static NewRunRequest fresh() {
        return new NewRunRequest(Optional.empty(), Optional.empty());
    }

    public static NewRunRequest from(RunConfig config, String origin) {
        return new NewRunRequest(Optional.of(config), Optional.of(origin));
    }
}
