package org.dpoworkbench.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class PromptExtractionTest {
    private static final String ASKED = "\n\nHuman: Hi\n\nAssistant:";

    @TempDir
    Path folder;

    @Test
    void theMarkerRuleEndsThePromptAfterTheLastAssistantMarkerOfChosen() {
        String prompt = ASKED + " Hello\n\nHuman: And?\n\nAssistant:";

        PromptedText split = Transcript.split(List.of(prompt + " So what", prompt + " So long"))
                .orElseThrow();

        assertThat(split.prompt()).isEqualTo(prompt);
        assertThat(split.texts()).containsExactly(" So what", " So long");
        assertThat(split.completions().getFirst().userTurns()).isEmpty();
    }

    @Test
    void sidesThatDoNotShareThatPromptHaveNone() {
        assertThat(Transcript.split(List.of(ASKED + " a", "\n\nHuman: Ho\n\nAssistant: b")))
                .isEmpty();
        assertThat(Transcript.split(List.of("a", "b"))).isEmpty();
    }

    @Test
    void userTurnsInsideACompletionReachToTheNextAssistantMarker() {
        String rejected = " No.\n\nHuman: Why?\n\nAssistant: Because.\n\nHuman: Oh";

        PromptedText split =
                Transcript.split(List.of(ASKED + " Yes.", ASKED + rejected)).orElseThrow();

        String whole = ASKED + rejected;
        assertThat(split.completions().getLast().userTurns())
                .extracting(turn -> whole.substring(turn.from(), turn.to()))
                .containsExactly("\n\nHuman: Why?\n\nAssistant:", "\n\nHuman: Oh");
    }

    @Test
    void textsThatAreNoTranscriptsHaveNoUserTurns() {
        assertThat(PromptedText.of("Write a dialogue.", List.of("\n\nHuman: a\n\nAssistant: b", "c"))
                        .completions()
                        .getFirst()
                        .userTurns())
                .isEmpty();
    }

    @Test
    void theCommonPrefixLeavesATrailingSpaceToTheCompletions() {
        PromptedText split = CommonPrefix.split(List.of("Say: yes", "Say: no")).orElseThrow();

        assertThat(split.prompt()).isEqualTo("Say:");
        assertThat(split.texts()).containsExactly(" yes", " no");
    }

    @Test
    void onlyOneSpaceIsLeftToTheCompletions() {
        assertThat(CommonPrefix.split(List.of("Say:  yes", "Say:  no"))
                        .orElseThrow()
                        .prompt())
                .isEqualTo("Say: ");
    }

    @Test
    void whereOneSideIsTheBeginningOfTheOtherTheLastCharacterSharedGoesToTheCompletions() {
        PromptedText split = CommonPrefix.split(List.of("Good", "Good day")).orElseThrow();

        assertThat(split.prompt()).isEqualTo("Goo");
        assertThat(split.texts()).containsExactly("d", "d day");
    }

    @Test
    void surrogatePairsAreNotSplit() {
        assertThat(CommonPrefix.split(List.of("a \ud83d\ude00", "a \ud83d\ude01"))
                        .orElseThrow()
                        .prompt())
                .isEqualTo("a");
        assertThat(CommonPrefix.split(List.of("a\ud83d\ude00", "a\ud83d\ude00b"))
                        .orElseThrow()
                        .prompt())
                .isEqualTo("a");
        assertThat(CommonPrefix.split(List.of("\ud83d\ude00", "\ud83d\ude01"))).isEmpty();
    }

    @Test
    void sidesWithoutACommonBeginningShareNoPrompt() {
        assertThat(CommonPrefix.split(List.of("yes", "no"))).isEmpty();
        assertThat(CommonPrefix.split(List.of(" yes", " no"))).isEmpty();
    }

    @Property
    void theCommonPrefixAndItsCompletionsMakeTheSidesAgain(
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(min = 1, max = 6) String chosen,
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(min = 1, max = 6) String rejected) {
        CommonPrefix.split(List.of(chosen, rejected)).ifPresent(split -> {
            assertThat(split.prompt() + split.texts().getFirst()).isEqualTo(chosen);
            assertThat(split.prompt() + split.texts().getLast()).isEqualTo(rejected);
            assertThat(split.texts()).doesNotContain("");
        });
    }

    @Test
    void conversationsShareTheirLeadingTurns() {
        Message user = new Message("user", "u");
        Message good = new Message("assistant", "good");
        Message bad = new Message("assistant", "bad");

        assertThat(CommonPrefix.turns(List.of(List.of(user, good), List.of(user, bad))))
                .isEqualTo(1);
        assertThat(CommonPrefix.turns(List.of(List.of(user, good), List.of(user, good, user, bad))))
                .isEqualTo(1);
        assertThat(CommonPrefix.turns(List.of(List.of(good), List.of(bad)))).isZero();
    }

    @Test
    void autoTakesTheMarkerRuleForTranscriptsAndTheCommonPrefixElse() {
        assertThat(PromptSplitter.choose(PromptExtraction.AUTO, implicit(ASKED + "a", ASKED + "b"))
                        .rule())
                .isEqualTo(PromptExtraction.MARKER);
        assertThat(PromptSplitter.choose(PromptExtraction.AUTO, implicit("a", "b"))
                        .rule())
                .isEqualTo(PromptExtraction.COMMON_PREFIX);
        assertThat(PromptSplitter.choose(PromptExtraction.COMMON_PREFIX, implicit(ASKED + "a", ASKED + "b"))
                        .rule())
                .isEqualTo(PromptExtraction.COMMON_PREFIX);
    }

    private PreferenceSource implicit(String chosen, String rejected) {
        Path file = folder.resolve("pairs.jsonl");
        try {
            Files.writeString(
                    file, JsonMapper.shared().writeValueAsString(Map.of("chosen", chosen, "rejected", rejected)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return PreferenceSource.read(file, RecordKind.PAIRS, ColumnMapping.RECOGNISED, 1);
    }
}
