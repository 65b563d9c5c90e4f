package org.dpoworkbench.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.SharedFiles;
import org.dpoworkbench.engine.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// hh-rlhf's harmless-base test split with two real tokenizers.
@Timeout(60)
class HhPairsTest {
    @TempDir
    Path folder;

    @Test
    void withGpt2NoPromptMergesWithACompletion() throws IOException {
        Path gpt2 = SharedFiles.find("data/tokenizers/gpt2/tokenizer.json");
        Files.copy(gpt2, folder.resolve("tokenizer.json"));
        Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\": 50256}");

        DataReport report = load(folder, new TextLimits(50257, 1024, true));

        assertThat(report.trainPairs()).isEqualTo(2308);
        assertThat(report.dropped(Drop.NO_SHARED_PROMPT)).isEqualTo(4);
        assertThat(report.findings(Finding.BOUNDARY_MERGE)).isZero();
        assertThat(report.sources().getFirst().promptExtraction()).contains(PromptExtraction.MARKER);
    }

    /// Its README counts six with chosen equal to rejected.
    @Test
    void instructionsAreReadAndIdenticalSidesDropped() {
        Path model = SharedFiles.find("data/models/TinyStories-656K");
        Path file = SharedFiles.find("data/preferences/instruction-data-with-preference.json");
        try (TextModel text = TextModel.open(model, new TextLimits(2048, 512, false))) {
            DataReport report = PairLoader.load(DataConfig.of(List.of(file)), text, Progress.NONE)
                    .report();

            assertThat(report.sources().getFirst().layout()).contains("instruction, input, chosen, rejected");
            assertThat(report.sources().getFirst().records()).isEqualTo(1100);
            assertThat(report.dropped(Drop.IDENTICAL_SIDES)).isEqualTo(6);
            assertThat(report.trainPairs()).isEqualTo(1094);
        }
    }

    @Test
    void withTinyStoriesNearlyEveryPromptDoes() {
        Path model = SharedFiles.find("data/models/TinyStories-656K");

        DataReport report = load(model, new TextLimits(2048, 512, false));

        assertThat(report.findings(Finding.BOUNDARY_MERGE)).isGreaterThan(report.trainPairs() * 9 / 10);
    }

    /// Chosen's last marker is enough: the four whose rejected side does not share it are used too.
    @Test
    void everyChosenSideIsACompletion() {
        Path model = SharedFiles.find("data/models/TinyStories-656K");
        Path file = SharedFiles.find("data/preferences/hh-rlhf-harmless-base-test.jsonl.gz");
        try (TextModel text = TextModel.open(model, new TextLimits(2048, 4096, false))) {
            DataConfig config = Configs.of(file).maxLength(4096).config();

            DataReport report =
                    PairLoader.loadCompletions(config, text, Progress.NONE).report();

            assertThat(report.trainPairs()).isEqualTo(2312);
            assertThat(report.sources().getFirst().promptExtraction()).contains(PromptExtraction.MARKER);
        }
    }

    private static DataReport load(Path model, TextLimits limits) {
        Path file = SharedFiles.find("data/preferences/hh-rlhf-harmless-base-test.jsonl.gz");
        try (TextModel text = TextModel.open(model, limits)) {
            return PairLoader.load(DataConfig.of(List.of(file)), text, Progress.NONE)
                    .report();
        }
    }
}
