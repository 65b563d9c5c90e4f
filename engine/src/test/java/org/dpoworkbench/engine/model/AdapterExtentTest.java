package org.dpoworkbench.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.TargetModules;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;

/// Of the sample project's model, a Llama.
class AdapterExtentTest {
    private final ModelFolder model = ModelFolder.open(Path.of(
            System.getProperty("project.root"), "sample-projects", "controlled-sentiment", "models", "reviewer"));

    @Test
    void theTargetsAreTheModelsLinearMaps() {
        assertThat(AdapterExtent.targets(model))
                .containsExactly("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");
    }

    /// PEFT's count: r (inputs + outputs) a map.
    @Test
    void itsWeightsAreThoseOfAAndBBesideEachTarget() {
        int width = model.config().path("hidden_size").asInt();
        int layers = model.config().path("num_hidden_layers").asInt();
        AdapterExtent extent = extent(new TargetModules.Named(List.of("q_proj", "o_proj")));
        assertThat(extent.adapted()).isEqualTo(2 * layers);
        assertThat(extent.modules()).isEqualTo(7 * layers);
        assertThat(extent.weights()).isEqualTo(2L * layers * 8 * (width + width));
        assertThat(extent(new TargetModules.AllLinear()).adapted()).isEqualTo(7 * layers);
    }

    private AdapterExtent extent(TargetModules targets) {
        LoraConfig config = LoraConfig.fresh(8, 16, 0, Optional.of(targets), false);
        return AdapterExtent.of(AdapterStart.of(config, model).settings(), model);
    }
}
