package org.dpoworkbench.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.data.BenchmarkFile;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.overlap.Benchmark;
import org.dpoworkbench.engine.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What repeats in files of pairs, as `dpo check-data` and the data tab count it.
class OverlapsTest {
    private static final String LONG =
            "Write a short story about a lighthouse keeper who finds a letter in a bottle and"
                    + " decides to answer it although nobody will ever read what he writes down on that evening";

    @TempDir
    Path path;

    @Test
    void aPromptThatNearlyRepeatsAnEarlierOneIsCountedAtEachOfItsPairs() throws IOException {
        Path train = write(
                "train.jsonl",
                pair(LONG, "a", "b"),
                pair(LONG, "c", "d"), // the same prompt again is no near repetition
                pair(LONG + "!", "a", "b"),
                pair(LONG + "!", "e", "f"),
                pair("How do I bake bread without yeast at home?", "a", "b"));
        DataReport report = check(DataConfig.of(List.of(train)), Optional.empty());
        assertThat(report.findings(Finding.NEAR_DUPLICATE_PROMPT)).isEqualTo(2);
        assertThat(report.findings(Finding.BENCHMARK_OVERLAP)).isZero();
        assertThat(report.examples()).hasSize(2);
        assertThat(report.examples().getFirst())
                .hasToString(train + ", number 3 is like " + train + ", number 1 (1.00)");
    }

    @Test
    void aHeldOutPromptThatIsNearlyTrainedOnIsCountedAndOneThatIsTrainedOnIsCountedAsThat() throws IOException {
        Path train = write("train.jsonl", pair(LONG, "a", "b"), pair("Name three rivers.", "a", "b"));
        Path test = write(
                "test.jsonl",
                pair(LONG.replace("evening", "night"), "a", "b"),
                pair("Name three rivers.", "c", "d"),
                pair("Who wrote Faust and when was it printed?", "a", "b"));
        DataReport report = check(Configs.of(train).evalData(test).config(), Optional.empty());
        assertThat(report.findings(Finding.NEAR_PROMPT_IN_TRAINING)).isEqualTo(1);
        assertThat(report.findings(Finding.PROMPT_IN_TRAINING)).isEqualTo(1);
        assertThat(report.findings(Finding.NEAR_DUPLICATE_PROMPT)).isZero();
    }

    @Test
    void thirteenWordsOfABenchmarkAreFoundInPromptsAndAnswers() throws IOException {
        Path items = write(
                "benchmark.jsonl",
                "{\"question\":\"Natalia sold clips to 48 of her friends in April, and then she sold half as many in"
                        + " May.\",\"answer\":\"72\"}\n");
        Path train = write(
                "train.jsonl",
                pair("Q: natalia sold clips to 48 of her friends in april and then she sold", "a", "b"),
                pair("Tell a story.", "Natalia sold clips to 48 of her friends in April, and then she slept.", "b"),
                pair("Tell a story.", "a", "Natalia sold clips to 48 of her friends in April, and then left."));
        DataReport report = check(DataConfig.of(List.of(train)), Optional.of(BenchmarkFile.read(List.of(items))));
        assertThat(report.findings(Finding.BENCHMARK_OVERLAP)).isEqualTo(2);
        assertThat(report.text()).contains("number 2 shares words with: Natalia sold clips");
    }

    @Test
    void theDataTabFindsTheSameAndSaysItOfEachPair() throws IOException {
        Path train = write("train.jsonl", pair(LONG, "a", "b"), pair(LONG + "!", "a", "b"), pair("Hi.", "a", "b"));
        DataConfig config = DataConfig.of(List.of(train));
        try (DataInspector inspector = new DataInspector(RecordKind.PAIRS, model(), config, Optional.empty())) {
            InspectedSource source = inspector.read(
                    new InspectedSource.Reading(train, config.columns(), config.promptExtraction()), Progress.NONE);
            DataAccount account = inspector.account(List.of(source), List.of(), Set.of(), 0, 1, OptionalInt.empty());
            assertThat(account.report()).isEqualTo(check(config, Optional.empty()));
            assertThat(account.records())
                    .map(record -> record.findings().contains(Finding.NEAR_DUPLICATE_PROMPT))
                    .containsExactly(false, true, false);
        }
    }

    private static DataReport check(DataConfig config, Optional<Benchmark> benchmark) {
        return PairLoader.check(RecordKind.PAIRS, config, model(), benchmark, Progress.NONE);
    }

    /// The goldens' tokenizer, a token a byte, with room for long prompts.
    private static TextModel model() {
        return TextModel.open(Goldens.path("tokenizer"), new TextLimits(258, 4096, true));
    }

    private static String pair(String prompt, String chosen, String rejected) {
        return "{\"prompt\":\"%s\",\"chosen\":\"%s\",\"rejected\":\"%s\"}\n".formatted(prompt, chosen, rejected);
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(path.resolve(name), String.join("", lines));
    }
}
