package org.dpoworkbench.app.window.model.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.dpoworkbench.engine.generate.CompletionEnd;
import org.dpoworkbench.engine.journal.Event;
import org.junit.jupiter.api.Test;

class EndWordsTest {
    @Test
    void eachEndHasItsWord() {
        assertThat(EndWords.of(new Event.Sample("p", "c", 3, CompletionEnd.END_TOKEN)))
                .isEqualTo("end token");
        assertThat(EndWords.of(new Event.Sample("p", "c", 3, CompletionEnd.STOP_TEXT)))
                .isEqualTo("stop text");
        assertThat(EndWords.of(new Event.Sample("p", "c", 3, CompletionEnd.LENGTH)))
                .isEqualTo("cut at the cap");
    }

    @Test
    void anOldJournalTellsOnlyWhetherItEnded() {
        assertThat(EndWords.of(new Event.Sample("p", "c", 3, true, Optional.empty())))
                .isEqualTo("ended");
        assertThat(EndWords.of(new Event.Sample("p", "c", 3, false, Optional.empty())))
                .isEqualTo("cut at the cap");
    }
}
