package org.dpoworkbench.engine.task;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.model.AdaptedModel;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.model.SharedDecoder;
import org.dpoworkbench.engine.model.WeightLoader;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.weights.DType;
import org.dpoworkbench.engine.weights.ModelWriter;
import org.dpoworkbench.engine.worker.Devices;

/// Adds an adapter to the weights that it stands beside and writes the whole model.
record MergeTask(Task.Merge task, TaskOutput output) {
    void run() {
        AdaptedModel model = AdaptedModel.open(task.model());
        if (model.adapter().isEmpty()) {
            throw new UserError(task.model().model() + " is a model without an adapter. Name one with --adapter DIR.");
        }
        try (Backend backend = Devices.open(new DeviceConfig(Device.CPU, 0))) {
            Decoder decoder = new SharedDecoder(backend, 1).with(model);
            int modules = decoder.adapters().orElseThrow().modules().size();
            decoder.mergeAdapter();
            ModelWriter.save(model.base(), task.output(), WeightLoader.ownSources(decoder), DType.of(task.saveDtype()));
            output.result(new Task.Merged(modules));
        }
    }
}
