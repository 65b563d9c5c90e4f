package org.dpoworkbench.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.TruncationMode;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Expected values by hand from the DPO authors' `tokenize_batch_element` and TRL's `DataCollatorForPreference`.
class TruncationTest {
    private static final Truncation ORIGINAL = new Truncation(TruncationMode.ORIGINAL, 10, 4);
    private static final Truncation KEEP_END = new Truncation(TruncationMode.KEEP_END, 10, 5);

    @TempDir
    Path folder;

    @Test
    void whatFitsIsNotCut() {
        assertThat(ORIGINAL.cut(6, List.of(4, 2))).containsExactly(left(0, 6, 0, 4), left(0, 6, 0, 2));
        assertThat(KEEP_END.cut(6, List.of(4, 2))).containsExactly(left(0, 6, 0, 4), left(0, 6, 0, 2));
    }

    @Test
    void thePromptKeepsItsEndAndTheSidesStayWholeWhereThatIsEnough() {
        assertThat(ORIGINAL.cut(6, List.of(6, 1))).containsExactly(left(2, 6, 0, 6), left(2, 6, 0, 1));
    }

    @Test
    void theSidesAreCutToWhatThePromptsLimitLeavesEvenWhereThePromptIsShorter() {
        assertThat(ORIGINAL.cut(6, List.of(7, 6, 5)))
                .containsExactly(left(2, 6, 0, 6), left(2, 6, 0, 6), left(2, 6, 0, 5));
        assertThat(ORIGINAL.cut(2, List.of(9))).containsExactly(left(0, 2, 0, 6));
    }

    /// `(prompt + completion)[-10:]`.
    @Test
    void keepEndCutsEachSideAtTheLeft() {
        assertThat(KEEP_END.cut(6, List.of(5, 8, 10, 13)))
                .containsExactly(left(1, 6, 0, 5), left(4, 6, 0, 8), left(6, 6, 0, 10), left(6, 6, 3, 13));
    }

    @Test
    void sidesOfOneLengthShareWhatIsLeftOfTheirPrompt() throws IOException {
        TokenizedPair pair = pair(10, "[7,7,7,7,7,7,7,9]", "[8,8,8,8,8,8,8,9]");

        assertThat(pair.prompt()).containsExactly(5, 6);
        assertThat(pair.chosen()).containsExactly(7, 7, 7, 7, 7, 7, 7, 9);
        assertThat(pair.chosenCut()).isFalse();
        assertThat(pair.asked()).containsExactly(5, 6);
    }

    @Test
    void sidesOfDifferentLengthsBeginWithTheirOwnPartsOfThePromptUnscored() throws IOException {
        TokenizedPair pair = pair(10, "[7,7,7,7,7,7,7,9]", "[8,8,9]");

        assertThat(pair.prompt()).isEmpty();
        assertThat(pair.chosen()).containsExactly(5, 6, 7, 7, 7, 7, 7, 7, 7, 9);
        assertThat(pair.chosenScored()).containsExactly(false, false, true, true, true, true, true, true, true, true);
        assertThat(pair.rejected()).containsExactly(1, 2, 3, 4, 5, 6, 8, 8, 9);
        assertThat(pair.rejectedScored()).containsExactly(false, false, false, false, false, false, true, true, true);
        assertThat(pair.chosenCut()).isFalse();
        assertThat(pair.rejectedCut()).isFalse();
        assertThat(pair.asked()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(pair.answer(0)).containsExactly(7, 7, 7, 7, 7, 7, 7, 9);
        assertThat(pair.answer(1)).containsExactly(8, 8, 9);
    }

    /// TRL shifts the mask by one: the first token of all is never a target.
    @Test
    void aCompletionThatFillsTheLimitLosesItsBeginningAndWhatIsFirstIsNotScored() throws IOException {
        TokenizedPair pair = pair(4, "[7,8,10,11,12,9]", "[8,9]");

        assertThat(pair.chosen()).containsExactly(10, 11, 12, 9);
        assertThat(pair.chosenScored()).containsExactly(false, true, true, true);
        assertThat(pair.chosenCut()).isTrue();
        assertThat(pair.rejected()).containsExactly(5, 6, 8, 9);
        assertThat(pair.asked()).containsExactly(5, 6);
        assertThat(pair.answer(0)).containsExactly(10, 11, 12, 9);
    }

    @Test
    void keepEndCountsEachSideAndNoEndIsLost() throws IOException {
        DataReport report = set(4, "[7,8,10,11,12,9]", "[8,9]").report();

        assertThat(report.findings(Finding.PROMPT_CUT)).isEqualTo(1);
        assertThat(report.findings(Finding.CHOSEN_CUT)).isEqualTo(1);
        assertThat(report.findings(Finding.REJECTED_CUT)).isZero();
        assertThat(report.findings(Finding.CUT_LOST_END)).isZero();
    }

    private TokenizedPair pair(int maxLength, String chosen, String rejected) throws IOException {
        return set(maxLength, chosen, rejected).train().getFirst();
    }

    private TokenizedSet<TokenizedPair> set(int maxLength, String chosen, String rejected) throws IOException {
        Path file = Files.writeString(
                folder.resolve("end.jsonl"),
                "{\"prompt_input_ids\":[1,2,3,4,5,6],\"chosen_input_ids\":%s,\"rejected_input_ids\":%s}"
                        .formatted(chosen, rejected));
        try (TextModel model = Goldens.model()) {
            return PairLoader.load(
                    Configs.of(file).maxLength(maxLength).keepEnd().config(), model, Progress.NONE);
        }
    }

    private static Truncation.Left left(int promptFrom, int promptTo, int from, int to) {
        return new Truncation.Left(promptFrom, promptTo, from, to);
    }

    @Test
    void whatIsCutIsCountedForPromptAndEachSide() throws IOException {
        try (TextModel model = Goldens.model()) {
            TokenizedSet<TokenizedPair> set = PairLoader.load(config(10, 4), model, Progress.NONE);

            TokenizedPair pair = set.train().getFirst();
            assertThat(pair.prompt()).containsExactly(3, 4, 5, 6);
            assertThat(pair.chosen()).containsExactly(7, 7, 7, 7, 7, 7);
            assertThat(pair.rejected()).containsExactly(8);
            assertThat(set.report().findings(Finding.PROMPT_CUT)).isEqualTo(1);
            assertThat(set.report().findings(Finding.CHOSEN_CUT)).isEqualTo(1);
            assertThat(set.report().findings(Finding.REJECTED_CUT)).isZero();
        }
    }

    @Test
    void aPromptThatLeavesNoRoomIsAnError() {
        try (TextModel model = Goldens.model()) {
            assertThatThrownBy(() -> PairLoader.load(config(10, 10), model, Progress.NONE))
                    .isInstanceOf(UserError.class)
                    .hasMessageContainingAll("max_prompt_length is 10", "max_length");
        }
    }

    private DataConfig config(int maxLength, int maxPromptLength) throws IOException {
        Path file = Files.writeString(
                folder.resolve("data.jsonl"),
                "{\"prompt_input_ids\":[1,2,3,4,5,6],\"chosen_input_ids\":[7,7,7,7,7,7,7,7],\"rejected_input_ids\":[8]}");
        return Configs.of(file).maxLength(maxLength).original(maxPromptLength).config();
    }
}
