package org.dpoworkbench.app.window.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.data.Judgement;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.data.PromptSplitter;
import org.dpoworkbench.engine.data.RecordPlace;
import org.dpoworkbench.engine.text.Fate;
import org.dpoworkbench.engine.text.InspectedRecord;
import org.junit.jupiter.api.Test;

/// The table never waits for the disk, and holds the texts of few rows.
class PreviewsTest {
    private final Queue<Runnable> background = new ArrayDeque<>();
    private final Queue<Runnable> ui = new ArrayDeque<>();
    private final AtomicInteger read = new AtomicInteger();
    private final Previews previews = new Previews(background::add, ui::add, failure -> {
        throw new AssertionError(failure);
    });

    @Test
    void textsInMemoryAreThereAtOnce() {
        assertThat(previews.of(row(1, true)).orElseThrow().chosen()).isEqualTo("better 1");
        assertThat(background).isEmpty();
    }

    @Test
    void otherTextsAreReadTogetherInTheBackground() {
        List<PairRow> rows = IntStream.range(0, 40).mapToObj(i -> row(i, false)).toList();
        assertThat(rows).noneMatch(row -> previews.of(row).isPresent());
        assertThat(read).hasValue(0);

        ui.remove().run();
        assertThat(background).hasSize(1);
        background.remove().run();
        ui.remove().run();

        assertThat(previews.readingsProperty().get()).isEqualTo(1);
        assertThat(rows).allMatch(row -> previews.of(row).isPresent());
        assertThat(read).hasValue(40);
    }

    @Test
    void whatWasSeenLongAgoIsForgotten() {
        PairRow first = row(0, true);
        previews.of(first);
        IntStream.range(1, 2000).forEach(i -> previews.of(row(i, true)));
        int before = read.get();

        previews.of(first);

        assertThat(read).hasValue(before + 1);
    }

    private PairRow row(int number, boolean atHand) {
        var place = new RecordPlace("f.jsonl", "line", number, 0);
        var better = new Judgement.Preferred(OptionalDouble.empty());
        var content = new InspectedRecord.Content(better, 2, atHand, () -> {
            read.incrementAndGet();
            return new PreferenceRecord.Text(
                    place, Optional.of("q"), List.of("better " + number, "worse"), better, Optional.empty());
        });
        return new PairRow(
                new InspectedRecord(
                        place,
                        new Fate.Trained(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        Optional.of(content),
                        new PromptSplitter(PromptExtraction.COMMON_PREFIX)),
                "f.jsonl");
    }
}
