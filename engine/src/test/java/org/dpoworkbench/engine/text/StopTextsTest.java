package org.dpoworkbench.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.dpoworkbench.engine.generate.StopRule;
import org.junit.jupiter.api.Test;

/// With a tokenizer whose tokens are bytes.
class StopTextsTest {
    private static int metAt(String text, String... stops) {
        try (TextModel model = TextModel.open(ChatTemplateTest.golden("chatml"), new TextLimits(300, 512, false))) {
            Tokenizer tokenizer = model.tokenizer().orElseThrow();
            StopRule rule = StopTexts.of(tokenizer, List.of(stops));
            int[] tokens = tokenizer.encodePlain(text);
            for (int length = 1; length <= tokens.length; length++) {
                if (rule.isMet(tokens, length)) {
                    return tokenizer.decode(Arrays.copyOf(tokens, length)).length();
                }
            }
            return -1;
        }
    }

    @Test
    void aTextEndsWithTheTokenThatCompletesAStopText() {
        assertThat(metAt("one. two", ".")).isEqualTo(4);
        assertThat(metAt("one\n\nHuman: two", "\n\nHuman:")).isEqualTo(11);
        assertThat(metAt("a bb ccc", "ccc", "bb")).isEqualTo(4);
        assertThat(metAt("ababac", "abac")).isEqualTo(6);
    }

    @Test
    void textsBeyondAsciiAreFoundOnceTheirLastByteIsThere() {
        assertThat(metAt("größer", "ö")).isEqualTo(3);
        assertThat(metAt("x😀y", "😀")).isEqualTo(3);
    }

    @Test
    void whatIsNotThereEndsNothing() {
        assertThat(metAt("one two", ".", "eno")).isEqualTo(-1);
        assertThat(StopTexts.of(null, List.of())).isSameAs(StopRule.NONE);
    }
}
