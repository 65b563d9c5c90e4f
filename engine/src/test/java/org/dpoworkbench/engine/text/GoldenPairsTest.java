package org.dpoworkbench.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The ids that TRL's trainer made of the reference runs' texts.
class GoldenPairsTest {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    @TempDir
    Path folder;

    @Test
    void textsBecomeTheIdsThatTrlMadeOfThem() throws IOException {
        JsonNode pairs =
                MAPPER.readTree(Files.readString(Goldens.path("data.json"))).path("pairs");
        Path file = folder.resolve("pairs.json");
        Files.writeString(file, pairs.toString().replaceAll("\"(prompt|chosen|rejected)_ids\"", "\"unused_$1\""));

        try (TextModel model = Goldens.model()) {
            List<TokenizedPair> tokenized = PairLoader.load(DataConfig.of(List.of(file)), model, Progress.NONE)
                    .train();

            assertThat(tokenized).hasSize(48);
            for (int i = 0; i < 48; i++) {
                assertThat(tokenized.get(i).prompt()).isEqualTo(ids(pairs.get(i), "prompt_ids"));
                assertThat(tokenized.get(i).chosen()).isEqualTo(ids(pairs.get(i), "chosen_ids"));
                assertThat(tokenized.get(i).rejected()).isEqualTo(ids(pairs.get(i), "rejected_ids"));
            }
        }
    }

    @Test
    void theChosenSidesAreTheCompletionsThatTrlMadeOfThem() throws IOException {
        JsonNode pairs =
                MAPPER.readTree(Files.readString(Goldens.path("data.json"))).path("pairs");
        Path file = folder.resolve("pairs.json");
        Files.writeString(file, pairs.toString().replace("\"chosen\":", "\"completion\":"));

        try (TextModel model = Goldens.model()) {
            List<TokenizedPair> tokenized = PairLoader.loadCompletions(
                            DataConfig.of(List.of(file)), model, Progress.NONE)
                    .train();

            assertThat(tokenized).hasSize(48);
            for (int i = 0; i < 48; i++) {
                assertThat(tokenized.get(i).prompt()).isEqualTo(ids(pairs.get(i), "prompt_ids"));
                assertThat(tokenized.get(i).chosen()).isEqualTo(ids(pairs.get(i), "chosen_ids"));
            }
        }
    }

    private static int[] ids(JsonNode pair, String field) {
        JsonNode ids = pair.path(field);
        return IntStream.range(0, ids.size()).map(i -> ids.get(i).intValue()).toArray();
    }
}
