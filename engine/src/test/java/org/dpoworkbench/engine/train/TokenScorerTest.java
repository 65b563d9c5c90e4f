package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.model.AdaptedModel;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Token by token against what `transformers` computed.
class TokenScorerTest {
    private static final double TOLERANCE = 4e-4; // of summed log-probs, suggested by the goldens' README

    @Test
    void theTokensSumToTheRecordedLogProbs() {
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
        List<TokenScorer.TokenScores> policy = scores(pairs, "models/gpt2");
        List<TokenScorer.TokenScores> reference = scores(pairs, "preferences/gpt2/reference");
        for (int i = 0; i < pairs.size(); i++) {
            JsonNode recorded = golden.get("pairs").get(i).get("f32");
            assertThat(policy.get(i).chosen()).hasSize(pairs.get(i).chosen().length);
            sum(policy.get(i).chosen(), recorded.get("policy_chosen_logp"));
            sum(policy.get(i).rejected(), recorded.get("policy_rejected_logp"));
            sum(reference.get(i).chosen(), recorded.get("ref_chosen_logp"));
            sum(reference.get(i).rejected(), recorded.get("ref_rejected_logp"));
        }
    }

    @Test
    void eachTokenHasItsOwnLogProb() {
        List<TokenizedPair> pairs = new ArrayList<>();
        List<double[]> expected = new ArrayList<>();
        for (JsonNode sequence : Goldens.json("forward/gpt2.json").get("sequences")) {
            int[] ids = Goldens.ints(sequence.get("input_ids"));
            int[] prompt = Arrays.copyOf(ids, 1);
            int[] rest = Arrays.copyOfRange(ids, 1, ids.length);
            // The other side ends sooner, so that the two sides' targets stand mixed in the batch.
            pairs.add(TokenizedPair.of("s" + pairs.size(), "gpt2.json", 1, prompt, rest, Arrays.copyOf(rest, 2)));
            expected.add(Goldens.doubles(sequence.get("token_logps_f64")));
        }
        List<TokenScorer.TokenScores> scores = scores(pairs, "models/gpt2");
        for (int i = 0; i < pairs.size(); i++) {
            assertThat(scores.get(i).chosen()).containsExactly(expected.get(i), within(6e-5));
            assertThat(scores.get(i).rejected()).containsExactly(Arrays.copyOf(expected.get(i), 2), within(6e-5));
        }
    }

    @Test
    void onlyScoredTokensCount() {
        TokenizedPair all = TinyRun.pairs(0, 1).getFirst();
        boolean[] scored = all.chosenScored().clone();
        scored[1] = false;
        TokenizedPair without = new TokenizedPair(
                all.id(),
                all.source(),
                all.line(),
                all.prompt(),
                all.chosen(),
                all.rejected(),
                scored,
                all.rejectedScored(),
                false,
                false,
                Optional.empty());
        double[] whole =
                scores(List.of(all), "trajectories/gpt2_init").getFirst().chosen();
        double[] fewer =
                scores(List.of(without), "trajectories/gpt2_init").getFirst().chosen();
        assertThat(fewer).hasSize(whole.length - 1);
        assertThat(fewer[0]).isEqualTo(whole[0]);
        assertThat(fewer[1]).isCloseTo(whole[2], within(1e-6));
    }

    private static List<TokenScorer.TokenScores> scores(List<TokenizedPair> pairs, String model) {
        try (Backend backend = TinyRun.backend()) {
            return new TokenScorer(backend, pairs)
                    .scores(AdaptedModel.of(ModelFolder.open(Goldens.path(model))), "test", Progress.NONE);
        }
    }

    private static void sum(double[] tokens, JsonNode recorded) {
        assertThat(Arrays.stream(tokens).sum()).isCloseTo(recorded.asDouble(), within(TOLERANCE));
    }
}
