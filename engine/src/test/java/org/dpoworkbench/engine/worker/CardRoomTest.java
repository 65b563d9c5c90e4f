package org.dpoworkbench.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cuda.CudaBackend;
import org.dpoworkbench.engine.compute.cuda.Precision;
import org.dpoworkbench.engine.compute.cuda.emulator.EmulatedDriver;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.text.TextModel;
import org.dpoworkbench.engine.train.MemoryNeed;
import org.dpoworkbench.engine.train.TinyRun;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;

class CardRoomTest {
    private static final long MIB = 1 << 20;
    private static final TextModel NOT_ASKED = null;

    private final RunConfig config =
            TinyRun.config(TinyRun.DPO, TinyRun.ADAMW, TinyRun.batch(4, 1, 2, Sampling.SEQUENTIAL));
    private final ModelFolder model = TinyRun.model();
    private final RunInputs inputs =
            new RunInputs(model, model, NOT_ASKED, TinyRun.set(TinyRun.pairs(0, 24), TinyRun.pairs(24, 28)));

    private static Backend card(long mebibytes) {
        return new CudaBackend(new EmulatedDriver(mebibytes * MIB), Precision.FLOAT32);
    }

    @Test
    void aRunThatDoesNotFitIsRefusedWithWhatHelps() {
        try (Backend card = card(150)) {
            assertThatThrownBy(() -> CardRoom.fit(config, Optional.empty(), inputs, card))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(
                            "of the memory of PTX emulator, where 150 MiB are free, 0 of them for buffers")
                    .hasMessageContaining("--gradient-checkpointing");
        }
    }

    @Test
    void aRunThatFitsStaysAsItIs() {
        try (Backend card = card(1024)) {
            assertThat(CardRoom.fit(config, Optional.empty(), inputs, card)).isEqualTo(config);
        }
        assertThat(CardRoom.told(config, config)).isEmpty();
    }

    /// With a third of its activations' room, the largest micro-batch that fits and no smaller one.
    @Test
    void whereMemoryIsShortMicroBatchesAreAsLargeAsFits() {
        MemoryNeed all = need(config);
        long room = all.total() - all.activations() * 2 / 3;
        long free = (room + 160 * MIB) * 64 / 63 / MIB;
        try (Backend card = card(free)) {
            RunConfig fitting = CardRoom.fit(config, Optional.empty(), inputs, card);
            int tokens = fitting.batch().maxTokensPerMicroBatch();
            assertThat(tokens).isBetween(all.tokens() / 8, all.tokens() / 2);
            assertThat(need(fitting).total()).isLessThanOrEqualTo(free * MIB - 160 * MIB - free * MIB / 64);
            assertThat(need(with(tokens + 64)).total()).isGreaterThan(free * MIB - 160 * MIB - free * MIB / 64);
            assertThat(CardRoom.told(config, fitting))
                    .hasValueSatisfying(said -> assertThat(said)
                            .contains("micro-batches of " + tokens + " tokens", "2,048")
                            .doesNotContain("dropout"));
        }
    }

    /// A run that goes on takes what it was begun with, on a card with more room too, and is refused where there is
    /// less.
    @Test
    void aResumedRunTakesTheMicroBatchesThatItWasBegunWith() {
        try (Backend large = card(1024);
                Backend small = card(150)) {
            assertThat(CardRoom.fit(config, Optional.of(300), inputs, large)).isEqualTo(with(300));
            assertThat(CardRoom.fit(config, Optional.of(300), inputs, TinyRun.backend()))
                    .isEqualTo(with(300));
            assertThatThrownBy(() -> CardRoom.fit(config, Optional.of(300), inputs, small))
                    .isInstanceOf(UserError.class);
        }
    }

    /// Begun with all that the configuration allows, it is not made to fit later.
    @Test
    void aResumedRunThatWasBegunWholeIsRefusedWhereThereIsLessRoom() {
        long room = need(config).total() - need(config).activations() * 2 / 3;
        try (Backend card = card((room + 160 * MIB) * 64 / 63 / MIB)) {
            assertThat(CardRoom.fit(config, Optional.empty(), inputs, card)).isNotEqualTo(config);
            assertThatThrownBy(() -> CardRoom.fit(config, Optional.of(2048), inputs, card))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("--max-tokens-per-micro-batch");
        }
    }

    @Test
    void dropoutIsSaidToLeaveOutOthers() {
        RunConfig adapted = config.withLora(Optional.of(LoraConfig.fresh(4, 8, 0.05, Optional.empty(), false)));
        RunConfig fewer = adapted.withBatch(adapted.batch().withMaxTokensPerMicroBatch(100));
        assertThat(CardRoom.told(adapted, fewer).orElseThrow()).contains("dropout");
    }

    @Test
    void aProcessorTakesWhatIsAskedFor() {
        try (Backend processor = TinyRun.backend()) {
            assertThat(CardRoom.fit(config, Optional.empty(), inputs, processor))
                    .isEqualTo(config);
        }
    }

    private RunConfig with(int tokens) {
        return config.withBatch(config.batch().withMaxTokensPerMicroBatch(tokens));
    }

    private MemoryNeed need(RunConfig of) {
        return MemoryNeed.of(of, model, model, inputs.set());
    }
}
