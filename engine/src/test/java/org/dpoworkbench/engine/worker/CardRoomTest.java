package org.dpoworkbench.engine.worker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cuda.CudaBackend;
import org.dpoworkbench.engine.compute.cuda.Precision;
import org.dpoworkbench.engine.compute.cuda.emulator.EmulatedDriver;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.text.TextModel;
import org.dpoworkbench.engine.train.TinyRun;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;

class CardRoomTest {
    private static final long MIB = 1 << 20;

    @Test
    void aRunThatDoesNotFitIsRefusedWithWhatHelpsAndOneThatFitsIsNot() {
        RunConfig config = TinyRun.config(TinyRun.DPO, TinyRun.ADAMW, TinyRun.batch(4, 1, 2, Sampling.SEQUENTIAL));
        ModelFolder model = TinyRun.model();
        TextModel notAsked = null;
        RunInputs inputs =
                new RunInputs(model, model, notAsked, TinyRun.set(TinyRun.pairs(0, 24), TinyRun.pairs(24, 28)));
        try (Backend small = new CudaBackend(new EmulatedDriver(130 * MIB), Precision.FLOAT32);
                Backend large = new CudaBackend(new EmulatedDriver(1024 * MIB), Precision.FLOAT32)) {
            assertThatThrownBy(() -> CardRoom.check(config, inputs, small))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(
                            "of the memory of PTX emulator, where 130 MiB are free, 0 of them for buffers")
                    .hasMessageContaining("--gradient-checkpointing");
            CardRoom.check(config, inputs, large);
        }
    }
}
