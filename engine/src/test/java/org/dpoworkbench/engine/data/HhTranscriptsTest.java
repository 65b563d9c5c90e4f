package org.dpoworkbench.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The figures that are known of hh-rlhf's harmless-base test split.
class HhTranscriptsTest {
    private static List<PreferenceRecord.Text> records;

    @BeforeAll
    static void read() {
        var file = SharedFiles.find("data/preferences/hh-rlhf-harmless-base-test.jsonl.gz");
        PreferenceSource source = PreferenceSource.read(file, RecordKind.PAIRS, ColumnMapping.RECOGNISED, 1);
        assertThat(source.refused()).isEmpty();
        records = source.records().stream()
                .map(record -> (PreferenceRecord.Text) record)
                .toList();
    }

    @Test
    void ofItsRecordsFiveDoNotEndTheirPromptsAtTheSamePlace() {
        assertThat(records).hasSize(2312);
        assertThat(records)
                .filteredOn(record -> !prompt(record.chosen())
                        .equals(prompt(record.completions().getLast())))
                .extracting(record -> record.place().number())
                .containsExactly(1255L, 1689L, 1951L, 1953L, 2037L);
    }

    /// Rejected shares chosen's prompt in one of the five: it goes on with another turn after it.
    @Test
    void allButFourShareChosensPromptAndAreUsable() {
        PromptSplitter marker = new PromptSplitter(PromptExtraction.MARKER);

        assertThat(records)
                .filteredOn(record -> marker.split(record).isEmpty())
                .extracting(record -> record.place().number())
                .containsExactly(1255L, 1689L, 1953L, 2037L);
    }

    @Test
    void markerAndCommonPrefixDifferOn444ByUpTo72Characters() {
        PromptSplitter marker = new PromptSplitter(PromptExtraction.MARKER);
        PromptSplitter prefix = new PromptSplitter(PromptExtraction.COMMON_PREFIX);

        int[] differences = records.stream()
                .filter(record -> marker.split(record).isPresent())
                .mapToInt(record -> Math.abs(length(prefix.split(record)) - length(marker.split(record))))
                .toArray();

        assertThat(differences).hasSize(2308);
        assertThat(Arrays.stream(differences).filter(difference -> difference != 0))
                .hasSize(444);
        assertThat(Arrays.stream(differences).max()).hasValue(72);
    }

    private static int length(Optional<PromptedText> split) {
        String prompt = split.orElseThrow().prompt();
        return prompt.codePointCount(0, prompt.length());
    }

    private static String prompt(String transcript) {
        return transcript.substring(0, transcript.lastIndexOf(Transcript.ASSISTANT));
    }
}
