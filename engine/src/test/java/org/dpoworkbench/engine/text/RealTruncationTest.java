package org.dpoworkbench.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.zip.GZIPInputStream;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.SharedFiles;
import org.dpoworkbench.engine.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is left of 70 real pairs at nine lengths, against TRL 1.16's own collator and, for `original`, the DPO authors'
/// rule; made by `docs/goldens/truncation.py`.
@Timeout(120)
class RealTruncationTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder;

    @Test
    void transcriptsAreCutAsTrlAndTheAuthorsCutThem() throws IOException {
        String name = "hh-rlhf-harmless-base-test.jsonl.gz";
        List<String> all = new ArrayList<>();
        try (InputStream file = Files.newInputStream(SharedFiles.find("data/preferences/" + name));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            lines.lines().forEach(all::add);
        }
        check(name, all);
    }

    @Test
    void instructionsAreCutAsTrlAndTheAuthorsCutThem() throws IOException {
        String name = "instruction-data-with-preference.json";
        List<String> all = new ArrayList<>();
        for (JsonNode row : JSON.readTree(Files.readString(SharedFiles.find("data/preferences/" + name)))) {
            all.add(row.toString());
        }
        check(name, all);
    }

    private void check(String name, List<String> all) throws IOException {
        JsonNode expected = expected().get(name);
        List<Integer> numbers = new ArrayList<>();
        expected.get("lines").forEach(number -> numbers.add(number.intValue()));
        Path data = Files.write(
                folder.resolve("pairs.jsonl"),
                numbers.stream().map(number -> all.get(number - 1)).toList());
        Files.copy(SharedFiles.find("data/tokenizers/gpt2/tokenizer.json"), folder.resolve("tokenizer.json"));
        Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\": 50256}");
        try (TextModel model = TextModel.open(folder, new TextLimits(50257, 1024, true))) {
            for (JsonNode cut : expected.get("cuts")) {
                if (cut.get("kept").isEmpty()) {
                    assertThatThrownBy(() -> PairLoader.load(config(data, cut).config(), model, Progress.NONE))
                            .hasMessageContaining(numbers.size() + " × the prompt fills max_length");
                    continue;
                }
                check(cut, numbers, PairLoader.load(config(data, cut).config(), model, Progress.NONE));
            }
        }
    }

    private static Configs config(Path data, JsonNode cut) {
        int maxLength = cut.get("max_length").intValue();
        Configs config = Configs.of(data).maxLength(maxLength);
        return switch (cut.get("mode").stringValue()) {
            case "keep_start" -> config;
            case "keep_end" -> config.keepEnd();
            default -> config.original(maxLength / 2);
        };
    }

    private static void check(JsonNode cut, List<Integer> numbers, TokenizedSet<TokenizedPair> set) {
        String what = cut.get("mode").stringValue() + " at " + cut.get("max_length");
        List<String> kept = new ArrayList<>();
        cut.get("kept").forEach(line -> kept.add(line.stringValue()));
        DataReport report = set.report();
        assertThat(set.train())
                .as(what)
                .extracting(pair -> numbers.get((int) pair.line() - 1) + " " + digest(pair, 0) + " " + digest(pair, 1))
                .containsExactlyInAnyOrderElementsOf(kept);
        assertThat(report.dropped(Drop.PROMPT_FILLS_MAX_LENGTH)).as(what).isEqualTo(numbers.size() - kept.size());
        assertThat(List.of(report))
                .as(what)
                .extracting(
                        r -> r.findings(Finding.PROMPT_CUT),
                        r -> r.findings(Finding.CHOSEN_CUT),
                        r -> r.findings(Finding.REJECTED_CUT))
                .containsExactly(tuple(
                        cut.get("prompt_cut").intValue(),
                        cut.get("chosen_cut").intValue(),
                        cut.get("rejected_cut").intValue()));
        assertThat(set.train())
                .as(what)
                .filteredOn(TokenizedPair::chosenCut)
                .hasSize(cut.get("chosen_cut").intValue());
    }

    /// Of token ids, each with whether it is scored.
    private static String digest(TokenizedPair pair, int side) {
        StringJoiner text = new StringJoiner(" ");
        for (int id : pair.prompt()) {
            text.add(id + "-");
        }
        for (int i = 0; i < pair.completion(side).length; i++) {
            text.add(pair.completion(side)[i] + (pair.scored(side)[i] ? "+" : "-"));
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode expected() throws IOException {
        try (InputStream file = RealTruncationTest.class.getResourceAsStream("/truncation/pairs.json")) {
            return JSON.readTree(file);
        }
    }
}
