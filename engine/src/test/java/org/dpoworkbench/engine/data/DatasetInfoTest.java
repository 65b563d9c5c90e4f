package org.dpoworkbench.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// LLaMA-Factory's `dataset_info.json`, as its `data/README.md` and its `src/llamafactory/data/parser.py` have it.
class DatasetInfoTest {
    private static final String INFO = """
            {
              "pairs": {"file_name": "pairs.json", "ranking": true,
                "columns": {"prompt": "task", "query": "given", "chosen": "good", "rejected": "bad", "system": "sys"}},
              "talks": {"file_name": "talks.jsonl", "ranking": true, "formatting": "sharegpt",
                "columns": {"messages": "talk", "chosen": "good", "rejected": "bad"},
                "tags": {"role_tag": "who", "content_tag": "says", "user_tag": "guest", "assistant_tag": "host"}},
              "tagged": {"file_name": "tagged.jsonl", "formatting": "sharegpt",
                "columns": {"messages": "messages", "kto_tag": "liked"},
                "tags": {"role_tag": "role", "content_tag": "content", "user_tag": "user", "assistant_tag": "assistant"}},
              "tuning": {"file_name": "tuning.json"},
              "parts": {"file_name": "parts", "ranking": true, "columns": {"prompt": "q", "chosen": "a", "rejected": "b"}},
              "far": {"hf_hub_url": "someone/far", "ranking": true}
            }
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        file("dataset_info.json", INFO);
        file("pairs.json", """
                [{"task": "t", "given": "g", "good": "a", "bad": "b", "prompt": "not this", "sys": "s"},
                 {"task": "t", "given": "", "good": "a", "bad": "b"},
                 {"task": "t", "good": "a"}]
                """);
        file("talks.jsonl", """
                {"talk": [{"who": "guest", "says": "u"}], "good": {"who": "host", "says": "a"}, \
                "bad": {"who": "host", "says": "b"}}
                {"talk": [{"who": "human", "says": "u"}], "good": {"who": "host", "says": "a"}, \
                "bad": {"who": "host", "says": "b"}}
                {"talk": [{"from": "human", "value": "u"}], "good": {"who": "host", "says": "a"}, \
                "bad": {"who": "host", "says": "b"}}
                """);
        file("tagged.jsonl", """
                {"messages": [{"role": "user", "content": "u"}, {"role": "assistant", "content": "a"}], "liked": true}
                {"messages": [{"role": "user", "content": "u"}, {"role": "assistant", "content": "b"}], "liked": false}
                """);
        file("tuning.json", "[{\"instruction\": \"i\", \"input\": \"x\", \"output\": \"o\", \"chosen\": \"no\"}]");
        file("parts/0.jsonl", "{\"q\": \"p\", \"a\": \"a\", \"b\": \"b\", \"source\": \"web\"}\n");
        file("parts/1.jsonl", "{\"q\": \"r\", \"a\": \"c\", \"b\": \"d\"}\n");
    }

    @Test
    void anEntrysColumnsAreMapped() {
        PreferenceSource source = read("#pairs", RecordKind.PAIRS);

        assertThat(source.layout()).contains(RecordLayout.INSTRUCTION);
        assertThat(source.records()).hasSize(2);
        PreferenceRecord.Chat first = (PreferenceRecord.Chat) source.records().getFirst();
        assertThat(first.prompt().orElseThrow())
                .containsExactly(new Message("system", "s"), new Message("user", "t\n\ng"));
        assertThat(first.completions())
                .isEqualTo(List.of(List.of(new Message("assistant", "a")), List.of(new Message("assistant", "b"))));
        assertThat(((PreferenceRecord.Chat) source.records().get(1)).prompt().orElseThrow())
                .containsExactly(new Message("user", "t"));
        assertThat(source.refused())
                .singleElement()
                .asString()
                .contains("pairs.json, element 3", "\"bad\" is missing", "names as \"rejected\"", "task, good");
    }

    @Test
    void itsTagsSayWhoSpeaksAndWhat() {
        PreferenceSource source = read("#talks", RecordKind.PAIRS);

        PreferenceRecord.Chat first = (PreferenceRecord.Chat) source.records().getFirst();
        assertThat(first.prompt().orElseThrow()).containsExactly(new Message("user", "u"));
        assertThat(first.chosen()).containsExactly(new Message("assistant", "a"));
        assertThat(source.refused())
                .extracting(RecordProblem::toString)
                .satisfiesExactly(
                        other -> assertThat(other).contains("line 2", "\"human\"", "guest, host, observation, system"),
                        keys -> assertThat(keys).contains("line 3", "without \"who\" and \"says\""));
    }

    @Test
    void aTagOfWantedAndUnwantedMakesLabels() {
        PreferenceSource source = read("#tagged", RecordKind.UNPAIRED);

        assertThat(source.records())
                .extracting(PreferenceRecord::judgement)
                .containsExactly(new Judgement.Labelled(true), new Judgement.Labelled(false));
        assertThat(PreferenceSource.kindOf(path("#tagged"), ColumnMapping.RECOGNISED, 1))
                .isEqualTo(RecordKind.UNPAIRED);
    }

    @Test
    void withoutColumnsTheyAreAlpacas() {
        PreferenceSource source = read("#tuning", RecordKind.COMPLETIONS);

        assertThat(source.records()).singleElement().isInstanceOfSatisfying(PreferenceRecord.Text.class, text -> {
            assertThat(text.prompt()).contains("i\n\nx\n\n");
            assertThat(text.completions()).containsExactly("o");
        });
        assertThatThrownBy(() -> read("#tuning", RecordKind.PAIRS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("dpo sft");
    }

    @Test
    void aFolderOfFilesIsReadWholeAndSourcesStay() {
        PreferenceSource source = read("#parts", RecordKind.PAIRS);

        assertThat(source.records())
                .extracting(PreferenceRecord::source)
                .containsExactly(Optional.of("web"), Optional.empty());
        assertThat(source.records().get(1).place().file()).endsWith("1.jsonl");
    }

    @Test
    void ofSeveralDataSetsOneIsNamed() {
        assertThatThrownBy(() -> read("", RecordKind.PAIRS))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("several data sets: pairs, talks, tagged, tuning, parts.", folder + "#pairs");
        assertThatThrownBy(() -> read("#nothing", RecordKind.PAIRS))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("no data set \"nothing\"", "pairs, talks, tagged, tuning, parts");
        assertThat(DataPath.dataSets(folder)).hasSize(5).contains(path("#talks"));
        assertThat(read("/dataset_info.json#parts", RecordKind.PAIRS).size()).isEqualTo(2);
    }

    @Test
    void theOnlyDataSetNeedsNoName() throws IOException {
        file("dataset_info.json", """
                {"far": {"ms_hub_url": "x/y"},
                 "near": {"file_name": "parts/0.jsonl", "ranking": true,
                          "columns": {"prompt": "q", "chosen": "a", "rejected": "b"}}}
                """);
        assertThat(read("", RecordKind.PAIRS).size()).isEqualTo(1);
        assertThat(read("/dataset_info.json", RecordKind.PAIRS).size()).isEqualTo(1);
    }

    @Test
    void aDataSetElsewhereSaysSo() throws IOException {
        assertThatThrownBy(() -> read("#far", RecordKind.PAIRS))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("\"far\"", "hf_hub_url: someone/far", "nothing is downloaded", "pairs, talks");
        file("dataset_info.json", "{\"far\": {\"hf_hub_url\": \"someone/far\"}}");
        assertThatThrownBy(() -> read("", RecordKind.PAIRS))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("names no file of its folder", "far");
    }

    @Test
    void whatIsNotReadIsNamed() throws IOException {
        refused("\"formatting\": \"xml\"", "\"formatting\" is \"xml\"", "alpaca, sharegpt and openai");
        refused("\"num_samples\": 5", "\"num_samples\" asks for 5", "--max-pairs 5");
        refused("\"columns\": {\"prompt\": \"q\", \"images\": \"pictures\"}", "images", "not read");
        refused(
                "\"columns\": {\"prompt\": \"q\", \"choosen\": \"a\"}",
                "\"choosen\" in \"columns\" is not known",
                "chosen");
        refused("\"ranking\": true, \"columns\": {\"prompt\": \"q\", \"chosen\": \"a\"}", "no \"rejected\"", "ranking");
        refused(
                "\"formatting\": \"sharegpt\", \"tags\": {\"role\": \"x\"}",
                "\"role\" in \"tags\" is not known",
                "role_tag");
        refused("\"file_name\": \"gone.json\"", "gone.json does not exist");
        file("dataset_info.json", "{\"x\": {\"file_name\": \"parts\"");
        assertThatThrownBy(() -> read("", RecordKind.PAIRS))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("dataset_info.json, line 1", "cut short", "mend it");
    }

    private void refused(String setting, String... words) throws IOException {
        String name = setting.contains("file_name") ? "" : "\"file_name\": \"parts\", ";
        file("dataset_info.json", "{\"x\": {" + name + setting + "}}");
        assertThatThrownBy(() -> read("#x", RecordKind.PAIRS))
                .as(setting)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("dataset_info.json, data set \"x\": ")
                .hasMessageContainingAll(words);
    }

    @Test
    void optionsThatNameFieldsTooAreAnError() {
        ColumnMapping byHand = ColumnMapping.pair(Optional.empty(), Optional.of("good"), Optional.of("bad"));
        assertThatThrownBy(() -> PreferenceSource.read(path("#pairs"), RecordKind.PAIRS, byHand, 1))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("--chosen", "Leave these out", "pairs.json");
        ColumnMapping source = ColumnMapping.RECOGNISED.withSource(Optional.of("origin"));
        assertThatThrownBy(() -> PreferenceSource.read(path("#pairs"), RecordKind.PAIRS, source, 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--source-column origin");
    }

    @Test
    void aSplitIsFoundBesideADescriptionAndANameInItGoesBefore() throws IOException {
        file("train.jsonl", "{\"prompt\": \"p\", \"chosen\": \"a\", \"rejected\": \"b\"}\n");
        assertThat(read("#train", RecordKind.PAIRS).records().getFirst().place().file())
                .endsWith("train.jsonl");
        file("dataset_info.json", INFO.replace("\"parts\": {", "\"train\": {"));
        assertThat(read("#train", RecordKind.PAIRS).size()).isEqualTo(2);
    }

    @Test
    void theDescriptionThatDatasetsWritesIsNone() throws IOException {
        file(
                "dataset_info.json",
                "{\"builder_name\": \"json\", \"features\": {\"file_name\": {\"dtype\": \"string\"}}}");
        assertThat(DataPath.entry(path("/parts"))).isEmpty();
        assertThat(DataPath.dataSets(folder)).isEmpty();
    }

    @Test
    void anEntrysHashIsItsOwn() throws IOException {
        DatasetEntry before = DataPath.entry(path("#pairs")).orElseThrow();
        file("dataset_info.json", INFO.replace("\"far\":", "\"farther\":"));
        assertThat(DataPath.entry(path("#pairs")).orElseThrow().sha256()).isEqualTo(before.sha256());
        file(
                "dataset_info.json",
                INFO.replace(
                        "\"good\", \"rejected\": \"bad\", \"system\"", "\"bad\", \"rejected\": \"good\", \"system\""));
        assertThat(DataPath.entry(path("#pairs")).orElseThrow().sha256()).isNotEqualTo(before.sha256());
    }

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Path path(String more) {
        return Path.of(folder + more);
    }

    private PreferenceSource read(String more, RecordKind kind) {
        return PreferenceSource.read(path(more), kind, ColumnMapping.RECOGNISED, 1);
    }
}
