package org.dpoworkbench.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineTextTest {
    @Test
    void whatAShellWouldTakeApartIsQuoted() {
        assertThat(CommandLineText.of("train", "--beta", "0.1", "--data", "my pairs.jsonl", "--prompt", "it's", ""))
                .isEqualTo("dpo train --beta 0.1 --data 'my pairs.jsonl' --prompt 'it'\\''s' ''");
    }
}
