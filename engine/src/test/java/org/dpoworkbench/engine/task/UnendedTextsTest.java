package org.dpoworkbench.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dpoworkbench.engine.data.UnendedRecords;
import org.dpoworkbench.engine.text.TokenizedCompletion;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Of samples, only those that an end token ended are scored with one.
class UnendedTextsTest {
    private static final int EOS = 9;
    private static final int TURN_END = 8;
    private static final int LINE_FEED = 1;

    private final UnendedTexts texts = new UnendedTexts(
            Set.of(new UnendedTexts.Line("f", 2)),
            Set.of(EOS, TURN_END),
            tokens -> Arrays.stream(tokens).allMatch(token -> token == LINE_FEED));

    @Test
    void whatTheCapOrAStopTextEndedIsFoundInWhatGenerateWrote(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("samples.jsonl");
        Files.writeString(file, """
            {"prompt":"p","completion":"a","ended":true,"end":"end_token"}
            {"prompt":"p","completion":"b","ended":true,"end":"stop_text"}
            {"prompt":"p","completion":"c","ended":false,"end":"length"}
            {"prompt":"p","completion":"d","ended":false}
            {"prompt":"p","completion":"e","ended":true}
            {"prompt":"p","completion":"f","end":17}
            {"prompt":"p","completion":"g","end":"of the world"}
            """);
        List<Long> found = new ArrayList<>();
        UnendedRecords.find(List.of(file), place -> found.add(place.number()));
        assertThat(found).containsExactly(2L, 3L, 4L);
    }

    @Test
    void theEndTokenBehindThemIsTakenOff() {
        assertThat(tokens(2, 5, 6, EOS)).containsExactly(5, 6);
        assertThat(tokens(1, 5, 6, EOS)).containsExactly(5, 6, EOS);
    }

    @Test
    void soIsWhatAChatTemplatePutsThere() {
        assertThat(tokens(2, 5, TURN_END, 6, TURN_END, LINE_FEED)).containsExactly(5, TURN_END, 6);
    }

    @Test
    void anEndTokenInsideStays() {
        assertThat(tokens(2, 5, EOS, 6)).containsExactly(5, EOS, 6);
    }

    @Test
    void thePairsOfAFileStayAsTheyAre() {
        var pair = TokenizedPair.of("id", "f", 2, new int[] {3}, new int[] {5, EOS}, new int[] {6, EOS});
        assertThat(texts.withoutEnd(pair)).isSameAs(pair);
        var single = TokenizedPair.of("id", "f", 2, new int[] {3}, new int[] {5, EOS}, new int[0]);
        assertThat(texts.withoutEnd(single).completion(0)).containsExactly(5);
    }

    private int[] tokens(long line, int... completion) {
        boolean[] scored = new boolean[completion.length];
        Arrays.fill(scored, true);
        var example = new TokenizedCompletion(
                "id", "f", line, new int[] {3}, completion, scored, false, true, Optional.empty());
        var without = texts.withoutEnd(example);
        assertThat(without.scored(0)).hasSameSizeAs(without.completion(0));
        return without.completion(0);
    }
}
