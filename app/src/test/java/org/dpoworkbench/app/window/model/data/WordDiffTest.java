package org.dpoworkbench.app.window.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.dpoworkbench.app.window.model.data.WordDiff.Piece;
import org.junit.jupiter.api.Test;

class WordDiffTest {
    @Test
    void theWordsThatOneTextHasAloneAreMarked() {
        WordDiff diff = WordDiff.of("It was a good film.", "It was a very bad film.");

        assertThat(different(diff.chosen())).containsExactly("good");
        assertThat(different(diff.rejected())).containsExactly("very bad");
    }

    @Test
    void equalTextsHaveNoDifference() {
        assertThat(WordDiff.of("a b", "a b").chosen()).containsExactly(new Piece("a b", false));
    }

    @Test
    void farTooLongTextsAreComparedAtTheirEndsOnly() {
        String a = "same " + "x y ".repeat(5_000) + "end";
        String b = "same " + "z x ".repeat(5_000) + "end";

        assertThat(WordDiff.of(a, b).chosen())
                .containsExactly(
                        new Piece("same ", false),
                        new Piece("x y ".repeat(5_000).strip(), true),
                        new Piece(" end", false));
    }

    @Property(tries = 300)
    void thePiecesAreTheText(@ForAll @StringLength(max = 60) String a, @ForAll @StringLength(max = 60) String b) {
        WordDiff diff = WordDiff.of(a, b);

        assertThat(joined(diff.chosen())).isEqualTo(a);
        assertThat(joined(diff.rejected())).isEqualTo(b);
    }

    private static List<String> different(List<Piece> pieces) {
        return pieces.stream().filter(Piece::different).map(Piece::text).toList();
    }

    private static String joined(List<Piece> pieces) {
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }
}
