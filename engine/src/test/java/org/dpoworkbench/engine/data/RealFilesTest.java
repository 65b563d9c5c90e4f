package org.dpoworkbench.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.junit.jupiter.api.Test;

/// Files that nobody on this project wrote, with the counts that their descriptions state.
class RealFilesTest {

    @Test
    void shareGptPairs() {
        PreferenceSource english = read("dpo_en_demo.json", RecordKind.PAIRS);
        assertThat(english.size()).isEqualTo(300);
        assertThat(english.refused()).isEmpty();
        assertThat(english.layout()).contains(RecordLayout.CONVERSATION);
        assertThat(english.fields()).containsExactly("conversations", "chosen", "rejected");
        assertThat(english.records().getFirst()).isInstanceOfSatisfying(PreferenceRecord.Chat.class, chat -> {
            assertThat(chat.prompt().orElseThrow())
                    .singleElement()
                    .satisfies(turn -> assertThat(turn.role()).isEqualTo("user"));
            assertThat(chat.chosen())
                    .singleElement()
                    .satisfies(turn -> assertThat(turn.role()).isEqualTo("assistant"));
        });

        PreferenceSource chinese = read("dpo_zh_500.jsonl", RecordKind.PAIRS);
        assertThat(chinese.size()).isEqualTo(500);
        assertThat(chinese.refused()).isEmpty();
        assertThat(((PreferenceRecord.Chat) chinese.records().getFirst())
                        .prompt()
                        .orElseThrow()
                        .getFirst()
                        .content())
                .startsWith("20个关于新鲜果汁菜单的口号");
    }

    @Test
    void labelledConversations() {
        PreferenceSource labelled = read("kto_en_demo.json", RecordKind.UNPAIRED);

        assertThat(labelled.size()).isEqualTo(300);
        assertThat(labelled.refused()).isEmpty();
        assertThat(labelled.layout()).contains(RecordLayout.LABELLED);
        assertThat(labelled.records()).allSatisfy(record -> {
            PreferenceRecord.Chat chat = (PreferenceRecord.Chat) record;
            assertThat(chat.chosen()).hasSize(1);
            assertThat(chat.prompt().orElseThrow()).isNotEmpty();
        });
        long wanted = labelled.records().stream()
                .filter(record -> record.judgement().equals(new Judgement.Labelled(true)))
                .count();
        PreferenceSource good = read("kto_en_demo.json", RecordKind.COMPLETIONS);
        assertThat(good.size()).isEqualTo((int) wanted);
        assertThat(good.dropped()).hasSize(300 - (int) wanted);
    }

    @Test
    void rankedMessageTrees() {
        PreferenceSource rankings = read("oasst-en-100-tree.jsonl", RecordKind.RANKINGS);
        assertThat(rankings.rows()).isEqualTo(100);
        assertThat(rankings.refused()).isEmpty();
        assertThat(rankings.records().stream()
                        .mapToInt(record -> record.completions().size())
                        .sum())
                .as("ranked messages")
                .isEqualTo(641);

        PreferenceSource pairs = read("oasst-en-100-tree.jsonl", RecordKind.PAIRS);
        assertThat(pairs.size()).isEqualTo(754);
        assertThat(pairs.layout()).contains(RecordLayout.TREE);
    }

    @Test
    void threeVotesOnTwoAnswers() {
        PreferenceSource votes = read("pandalm-testset-v1.json", RecordKind.PAIRS);

        assertThat(votes.layout()).contains(RecordLayout.COMPARISON);
        assertThat(votes.refused()).isEmpty();
        // Counted with a script of its own: 472 majorities for the second answer and 422 for the first, 105 for
        // neither.
        assertThat(votes.size()).isEqualTo(894);
        assertThat(votes.dropped())
                .hasSize(105)
                .allSatisfy(tie -> assertThat(tie.reason()).isEqualTo("tie"));
        long unanimous = votes.records().stream()
                .filter(record ->
                        ((Judgement.Preferred) record.judgement()).agreement().orElseThrow() == 1)
                .count();
        assertThat(unanimous + 85).as("with the 85 unanimous ties").isEqualTo(879);
    }

    @Test
    void instructionsAndTranscripts() {
        assertThat(read("instruction-data-with-preference.json", RecordKind.PAIRS)
                        .size())
                .isEqualTo(1100);
        PreferenceSource hh = read("hh-rlhf-harmless-base-test.jsonl.gz", RecordKind.PAIRS);
        assertThat(hh.size()).isEqualTo(2312);
        assertThat(hh.layout()).contains(RecordLayout.IMPLICIT_PROMPT);
    }

    @Test
    void whatAFileIsByNatureIsSeenInIt() {
        assertThat(List.of(
                                "dpo_en_demo.json",
                                "dpo_zh_500.jsonl",
                                "hh-rlhf-harmless-base-test.jsonl.gz",
                                "instruction-data-with-preference.json",
                                "pandalm-testset-v1.json",
                                "oasst-en-100-tree.jsonl",
                                "kto_en_demo.json")
                        .stream()
                        .map(name -> PreferenceSource.kindOf(file(name), ColumnMapping.RECOGNISED, 1)))
                .containsExactly(
                        RecordKind.PAIRS,
                        RecordKind.PAIRS,
                        RecordKind.PAIRS,
                        RecordKind.PAIRS,
                        RecordKind.PAIRS,
                        RecordKind.RANKINGS,
                        RecordKind.UNPAIRED);
    }

    private static PreferenceSource read(String name, RecordKind kind) {
        return PreferenceSource.read(file(name), kind, ColumnMapping.RECOGNISED, 1);
    }

    private static Path file(String name) {
        return SharedFiles.find("data/preferences/" + name);
    }
}
