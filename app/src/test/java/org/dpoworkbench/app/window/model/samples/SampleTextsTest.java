package org.dpoworkbench.app.window.model.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SampleTextsTest {
    @Test
    void whatComesThreeTimesInARowIsSaidOnce() {
        assertThat(Repeats.fold(" It was good and good and good and good and bad."))
                .containsExactly(
                        new Piece(" It was", 1, false), new Piece(" good and", 4, false), new Piece(" bad.", 1, false));
        assertThat(Repeats.fold("no no never")).containsExactly(new Piece("no no never", 1, false));
    }

    @Property
    void foldingLosesNothing(@ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 24) String letters) {
        String text = String.join(" ", letters.split(""));
        String unfolded = Repeats.fold(text).stream()
                .map(piece ->
                        piece.text().stripLeading() + (" " + piece.text().stripLeading()).repeat(piece.times() - 1))
                .collect(Collectors.joining(" "));
        assertThat(unfolded.strip()).isEqualTo(text.strip());
    }

    @Test
    void wordsThatTheOtherTextLacksAreMarked() {
        assertThat(WordDifference.of(" is really good today", " is good"))
                .containsExactly(
                        new Piece(" is", 1, false),
                        new Piece(" really", 1, true),
                        new Piece(" good", 1, false),
                        new Piece(" today", 1, true));
        assertThat(WordDifference.of("", "something")).isEmpty();
    }
}
