package org.dpoworkbench.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TokenTextsTest {
    @Test
    void theLastTokenOfACharacterBearsIt() {
        try (Tokenizer tokenizer = Goldens.tokenizer()) {
            // a tokenizer of single bytes: é is two of them, € three
            int[] ids = tokenizer.encodePlain("aé€b");
            assertThat(new TokenTexts(Optional.of(tokenizer)).of(new int[0], ids))
                    .containsExactly("a", "", "é", "", "", "€", "b");
        }
    }

    @Property(tries = 50)
    void thePiecesMakeTheWhole(@ForAll @StringLength(max = 12) String text) {
        try (Tokenizer tokenizer = Goldens.tokenizer()) {
            int[] ids = tokenizer.encodePlain(text);
            List<String> pieces = new TokenTexts(Optional.of(tokenizer)).of(new int[0], ids);
            assertThat(pieces).hasSize(ids.length);
            if (!text.contains("\uFFFD")) {
                assertThat(String.join("", pieces)).isEqualTo(tokenizer.decode(ids));
            }
        }
    }

    @Test
    void withoutATokenizerTokensAreTheirIds() {
        assertThat(new TokenTexts(Optional.empty()).of(new int[] {1}, new int[] {7, 12}))
                .containsExactly("[7]", "[12]");
    }
}
