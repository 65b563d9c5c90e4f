package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.model.AdaptedModel;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Against the summed log-probs that transformers computed, and to the bit against those of `dpo logps`.
class ExampleScorerTest {
    @Test
    void theSumsAreTransformersAndThoseOfPairs() {
        JsonNode golden = Goldens.json("preferences/gpt2/preferences.json");
        List<TokenizedPair> pairs = new ArrayList<>();
        for (JsonNode pair : golden.get("pairs")) {
            pairs.add(TokenizedPair.of(
                    "pair" + pairs.size(),
                    "preferences.json",
                    1,
                    Goldens.ints(pair.get("prompt_ids")),
                    Goldens.ints(pair.get("chosen_ids")),
                    Goldens.ints(pair.get("rejected_ids"))));
        }
        AdaptedModel model = AdaptedModel.of(ModelFolder.open(Goldens.path("models/gpt2")));
        try (Backend backend = new CpuBackend(1)) {
            var scores = new ExampleScorer(backend, pairs).scores(model, "scores", Progress.NONE);
            var ofPairs = new PairScorer(backend, pairs).scores(model, "scores", Progress.NONE);
            for (int i = 0; i < pairs.size(); i++) {
                JsonNode recorded = golden.get("pairs").get(i).get("f32");
                assertThat(scores.of(i, 0))
                        .isEqualTo(ofPairs.chosen(i))
                        .isCloseTo(recorded.get("policy_chosen_logp").asDouble(), within(4e-4));
                assertThat(scores.of(i, 1))
                        .isEqualTo(ofPairs.rejected(i))
                        .isCloseTo(recorded.get("policy_rejected_logp").asDouble(), within(4e-4));
                assertThat(ExampleScorer.length(pairs.get(i), 0))
                        .isEqualTo(pairs.get(i).chosen().length);
            }
        }
    }
}
