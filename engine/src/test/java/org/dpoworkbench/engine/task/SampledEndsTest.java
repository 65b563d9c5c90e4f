package org.dpoworkbench.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.dpoworkbench.engine.data.SampleEnds;
import org.dpoworkbench.engine.text.TokenizedCompletion;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Samples are scored with the end token that they have, or with none.
class SampledEndsTest {
    private static final int EOS = 9;
    private static final int TURN_END = 8;
    private static final int LINE_FEED = 1;

    private final SampledEnds ends = new SampledEnds(
            Map.of(
                    new SampledEnds.Line("f", 2), OptionalInt.empty(),
                    new SampledEnds.Line("f", 3), OptionalInt.of(TURN_END),
                    new SampledEnds.Line("f", 4), OptionalInt.of(EOS)),
            Set.of(EOS, TURN_END),
            tokens -> Arrays.stream(tokens).allMatch(token -> token == LINE_FEED));

    @Test
    void whatEndedSamplesIsFoundInWhatGenerateWrote(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("samples.jsonl");
        Files.writeString(file, """
            {"prompt":"p","completion":"a","ended":true,"end":"end_token"}
            {"prompt":"p","completion":"b","ended":true,"end":"stop_text"}
            {"prompt":"p","completion":"c","ended":false,"end":"length"}
            {"prompt":"p","completion":"d","ended":false}
            {"prompt":"p","completion":"e","ended":true}
            {"prompt":"p","completion":"f","end":17}
            {"prompt":"p","completion":"g","end":"of the world"}
            {"prompt":"p","completion":"h","ended":true,"end":"end_token","end_token":"<|im_end|>"}
            {"prompt":"p","completion":"i","end_token":"<|im_end|>"}
            """);
        Map<Long, Optional<String>> found = new TreeMap<>();
        SampleEnds.find(List.of(file), (place, end) -> found.put(place.number(), end));
        assertThat(found)
                .isEqualTo(Map.of(
                        2L,
                        Optional.empty(),
                        3L,
                        Optional.empty(),
                        4L,
                        Optional.empty(),
                        8L,
                        Optional.of("<|im_end|>")));
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
    void anotherEndTokenThanTheUsualOneTakesItsPlace() {
        assertThat(tokens(3, 5, 6, EOS)).containsExactly(5, 6, TURN_END);
        assertThat(tokens(4, 5, 6, TURN_END, LINE_FEED)).containsExactly(5, 6, EOS);
    }

    @Test
    void theEndTokenThatIsThereStaysWithWhatFollows() {
        assertThat(tokens(3, 5, 6, TURN_END, LINE_FEED)).containsExactly(5, 6, TURN_END, LINE_FEED);
    }

    /// Such as a line feed, which decoding leaves in the text.
    @Test
    void anEndTokenThatIsInTheTextIsNotPutThereTwice() {
        assertThat(tokens(3, 5, 6, TURN_END, EOS)).containsExactly(5, 6, TURN_END);
    }

    @Test
    void anEndThatTheLimitCutIsNotPutBack() {
        assertThat(tokens(3, 5, 6, 7)).containsExactly(5, 6, 7);
    }

    @Test
    void anEndTokenInsideStays() {
        assertThat(tokens(2, 5, EOS, 6)).containsExactly(5, EOS, 6);
    }

    @Test
    void thePairsOfAFileStayAsTheyAre() {
        var pair = TokenizedPair.of("id", "f", 2, new int[] {3}, new int[] {5, EOS}, new int[] {6, EOS});
        assertThat(ends.asSampled(pair)).isSameAs(pair);
        var single = TokenizedPair.of("id", "f", 2, new int[] {3}, new int[] {5, EOS}, new int[0]);
        assertThat(ends.asSampled(single).completion(0)).containsExactly(5);
    }

    private int[] tokens(long line, int... completion) {
        boolean[] scored = new boolean[completion.length];
        Arrays.fill(scored, true);
        var example = new TokenizedCompletion(
                "id", "f", line, new int[] {3}, completion, scored, false, true, Optional.empty());
        var without = ends.asSampled(example);
        assertThat(without.scored(0)).hasSameSizeAs(without.completion(0)).doesNotContain(false);
        return without.completion(0);
    }
}
