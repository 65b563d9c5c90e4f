package org.dpoworkbench.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BytePairEncodingTest {
    private static final int WITHOUT_MERGES = 257;

    /// The textbook example of byte-pair encoding (after Gage 1994): Z = aa, Y = ab, X = ZY, and "XdXac" is left.
    @Test
    void theTextbookExampleIsMergedAsInTheTextbook() {
        BytePairEncoding encoding = BytePairEncoding.trained(List.of("aaabdaaabac"), WITHOUT_MERGES + 3);

        assertThat(encoding.merges()).containsExactly("a a", "a b", "aa ab");
        assertThat(encoding.length("aaabdaaabac")).isEqualTo("XdXac".length());
    }

    @Test
    void trainingEndsWhereNoPairStandsTwice() {
        BytePairEncoding encoding = BytePairEncoding.trained(List.of("abab"), 1_000);

        assertThat(encoding.merges()).containsExactly("a b");
        assertThat(encoding.vocabulary()).hasSize(WITHOUT_MERGES + 1);
    }

    /// "Ġ b", "b e" and "t o" stand three times each, "Ġ to" twice; of equals the smaller ids win, and "Ġ" has id 33.
    @Test
    void wordsMergeWithTheirSpaceButNotWithTheirNeighbours() {
        BytePairEncoding encoding = BytePairEncoding.trained(List.of("to be, to be, to be"), 1_000);

        assertThat(encoding.merges()).containsExactly("Ġ b", "t o", "Ġb e", "Ġ to");
    }

    @Test
    void theVocabularyBeginsWithTheEndOfTextAndTheBytes() {
        List<String> vocabulary =
                BytePairEncoding.trained(List.of("x"), WITHOUT_MERGES).vocabulary();

        assertThat(vocabulary).hasSize(WITHOUT_MERGES).doesNotHaveDuplicates();
        assertThat(vocabulary.getFirst()).isEqualTo("<|endoftext|>");
        // GPT-2's characters for the bytes 0, newline, space, A, soft hyphen, 255.
        assertThat(vocabulary.get(1)).isEqualTo("Ā");
        assertThat(vocabulary.get(1 + '\n')).isEqualTo("Ċ");
        assertThat(vocabulary.get(1 + ' ')).isEqualTo("Ġ");
        assertThat(vocabulary.get(1 + 'A')).isEqualTo("A");
        assertThat(vocabulary.get(1 + 0xAD)).isEqualTo("Ń");
        assertThat(vocabulary.get(1 + 0xFF)).isEqualTo("ÿ");
    }

    @Test
    void aPieceOutsideTheCorpusHasNoLength() {
        BytePairEncoding encoding = BytePairEncoding.trained(List.of("good"), WITHOUT_MERGES);

        assertThatThrownBy(() -> encoding.length("bad")).hasMessageContaining("bad");
    }
}
