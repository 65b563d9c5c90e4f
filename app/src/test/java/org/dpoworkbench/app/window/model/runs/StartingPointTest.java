package org.dpoworkbench.app.window.model.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.app.cli.TrainOptions;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.junit.jupiter.api.Test;

/// What a run left behind, and the settings to go on with, which are another run's after fine-tuning.
class StartingPointTest {
    private static final Path BASE = Path.of("/project/models/base");
    private static final Path LEFT = Path.of("/project/runs/one/checkpoints/step-000020");
    private static final RunConfig WHOLE = config(BASE);
    private static final RunConfig ADAPTER =
            WHOLE.withLora(Optional.of(LoraConfig.fresh(8, 16, 0.1, Optional.empty(), false)));
    private static final RunConfig OTHERS = config(Path.of("/project/models/other"));

    @Test
    void anAdapterGoesOnOverItsBaseAndIsTheReference() {
        RunConfig next = StartingPoint.as(ADAPTER, ADAPTER, LEFT);
        assertThat(next.model().model()).isEqualTo(BASE);
        assertThat(next.model().reference()).isEmpty();
        assertThat(next.lora()).contains(LoraConfig.from(LEFT));
    }

    @Test
    void afterFineTuningWithAnAdapterTheProjectsSettingsGetBaseAndAdapter() {
        RunConfig next = StartingPoint.as(ADAPTER, OTHERS, LEFT);
        assertThat(next.model().model()).isEqualTo(BASE);
        assertThat(next.lora()).contains(LoraConfig.from(LEFT));
    }

    @Test
    void wholeWeightsAreTheModelOfANewAdapter() {
        RunConfig settings = OTHERS.withLora(ADAPTER.lora());
        RunConfig next = StartingPoint.as(WHOLE, settings, LEFT);
        assertThat(next.model().model()).isEqualTo(LEFT);
        assertThat(next.model().reference()).isEmpty();
        assertThat(next.lora()).isEqualTo(ADAPTER.lora());
    }

    private static RunConfig config(Path model) {
        return TrainOptions.defaults(model, List.of(Path.of("/project/preferences/train.jsonl")));
    }
}
