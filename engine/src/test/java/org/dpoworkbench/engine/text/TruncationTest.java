package org.dpoworkbench.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.TruncationMode;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Expected values by hand from the DPO authors' `tokenize_batch_element`.
class TruncationTest {
    private static final int[] PROMPT = {1, 2, 3, 4, 5, 6};
    private static final Truncation ORIGINAL = new Truncation(TruncationMode.ORIGINAL, 10, 4);

    @TempDir
    Path folder;

    @Test
    void whatFitsIsNotCut() {
        assertThat(ORIGINAL.room(PROMPT, 4).prompt()).isSameAs(PROMPT);
        assertThat(ORIGINAL.room(PROMPT, 4).completion()).isEqualTo(4);
    }

    @Test
    void thePromptKeepsItsEndAndTheSidesStayWholeWhereThatIsEnough() {
        assertThat(ORIGINAL.room(PROMPT, 6).prompt()).containsExactly(3, 4, 5, 6);
        assertThat(ORIGINAL.room(PROMPT, 6).completion()).isEqualTo(6);
    }

    @Test
    void theSidesAreCutToWhatThePromptsLimitLeavesEvenWhereThePromptIsShorter() {
        assertThat(ORIGINAL.room(PROMPT, 7).completion()).isEqualTo(6);
        assertThat(ORIGINAL.room(new int[] {1, 2}, 9).prompt()).containsExactly(1, 2);
        assertThat(ORIGINAL.room(new int[] {1, 2}, 9).completion()).isEqualTo(6);
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
