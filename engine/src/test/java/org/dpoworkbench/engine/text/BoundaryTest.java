package org.dpoworkbench.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BoundaryTest {
    @Test
    void thePromptEndsWhereTheShorterSharedRunEnds() {
        Boundary boundary = Boundary.of(new int[] {1, 2, 3}, List.of(new int[] {1, 2, 3, 4}, new int[] {1, 2, 9}));

        assertThat(boundary).isEqualTo(new Boundary(2, true));
        assertThat(boundary.prompt(new int[] {1, 2, 3})).containsExactly(1, 2);
        assertThat(boundary.completion(new int[] {1, 2, 3, 4}, 7)).containsExactly(3, 4, 7);
        assertThat(boundary.completion(new int[] {1, 2, 9}, 7)).containsExactly(9, 7);
    }

    @Test
    void aPromptThatBothSidesBeginWithIsNotMerged() {
        assertThat(Boundary.of(new int[] {1, 2}, List.of(new int[] {1, 2, 4}, new int[] {1, 2})))
                .isEqualTo(new Boundary(2, false));
    }

    @Property
    void promptAndCompletionAreTheWholeTextsTokensAndOneEos(
            @ForAll @Size(max = 6) @IntRange(max = 2) int[] prompt,
            @ForAll @Size(max = 6) @IntRange(max = 2) int[] chosen,
            @ForAll @Size(max = 6) @IntRange(max = 2) int[] rejected) {
        Boundary boundary = Boundary.of(prompt, List.of(chosen, rejected));

        for (int[] whole : new int[][] {chosen, rejected}) {
            assertThat(IntStream.concat(
                                    IntStream.of(boundary.prompt(prompt)), IntStream.of(boundary.completion(whole, 9)))
                            .toArray())
                    .isEqualTo(IntStream.concat(IntStream.of(whole), IntStream.of(9))
                            .toArray());
        }
    }
}
