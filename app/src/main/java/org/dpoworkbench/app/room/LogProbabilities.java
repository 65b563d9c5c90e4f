package org.dpoworkbench.app.room;

import java.util.function.Consumer;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.config.ModelSource;
import org.dpoworkbench.engine.progress.Progress;

/// Log-probabilities of preference pairs under two models.
public interface LogProbabilities {
    /// Computes every pair's, none dropped, and hands them over in file order.
    void of(Request request, Consumer<PairLogps> pairs, Progress progress);

    /// Which pairs under which models.
    ///
    /// @param reference as `model` where none is given
    record Request(ModelSource model, ModelSource reference, DataConfig data, DeviceConfig device) {}
}
