package org.dpoworkbench.engine.train;

import java.nio.file.Path;
import org.dpoworkbench.engine.adapter.AdapterFolder;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.model.WeightLoader;
import org.dpoworkbench.engine.weights.DType;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.weights.ModelWriter;

/// What a run trains, on disk: all weights as a model folder, or the adapter as a folder of its own.
final class TrainedWeights {
    private TrainedWeights() {}

    /// @param origin the model that the run started from
    static void write(Decoder decoder, ModelFolder origin, Path target, DType dtype) {
        decoder.adapters()
                .ifPresentOrElse(
                        adapters -> AdapterFolder.write(
                                target,
                                adapters.settings(),
                                adapters.besideInputMajor(),
                                WeightLoader.sources(decoder, dtype)),
                        () -> ModelWriter.save(origin, target, WeightLoader.sources(decoder, DType.F32), dtype));
    }

    /// Puts them in place.
    static void read(Path folder, Decoder decoder) {
        if (decoder.adapters().isEmpty()) {
            WeightLoader.load(ModelFolder.open(folder), decoder);
        } else {
            WeightLoader.load(AdapterFolder.open(folder), decoder);
        }
    }
}
