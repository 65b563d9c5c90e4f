package org.dpoworkbench.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.dpoworkbench.engine.generate.CompletionEnd;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;

class JournalRoundTripTest {
    private Path path;

    @BeforeProperty
    void makeFolder() throws IOException {
        path = Files.createTempDirectory("journal");
    }

    @AfterProperty
    void deleteFolder() throws IOException {
        Files.deleteIfExists(path.resolve("journal.jsonl"));
        Files.delete(path);
    }

    @Property(tries = 200, seed = "42")
    void whatIsWrittenIsRead(@ForAll("events") List<Event> events) {
        RunFolder folder = new RunFolder(path);
        delete(folder);
        try (JournalWriter journal = JournalWriter.open(folder)) {
            events.forEach(journal::append);
        }
        List<Entry> read = new ArrayList<>();
        JournalReader.forEach(folder, read::add);
        assertThat(read).extracting(Entry::event).containsExactlyElementsOf(events);
        assertThat(read).extracting(Entry::seq).isEqualTo(numbers(events.size()));
    }

    private static void delete(RunFolder folder) {
        try {
            Files.deleteIfExists(folder.journal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Long> numbers(int count) {
        List<Long> numbers = new ArrayList<>();
        for (long i = 1; i <= count; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Integer> steps = Arbitraries.integers();
        Arbitrary<Long> longs = Arbitraries.longs();
        Arbitrary<String> texts = texts();
        Arbitrary<Map<String, Double>> metrics =
                Arbitraries.maps(texts, Arbitraries.doubles()).ofMaxSize(5);
        Arbitrary<List<Event.Sample>> samples = Combinators.combine(
                        texts,
                        texts,
                        steps,
                        Arbitraries.of(true, false),
                        Arbitraries.of(CompletionEnd.class).optional())
                .as(Event.Sample::new)
                .list()
                .ofMaxSize(3);
        Arbitrary<Optional<String>> optional = texts.optional();
        List<Arbitrary<? extends Event>> kinds = List.of(
                Combinators.combine(longs, texts, steps).as(Event.Started::new),
                Combinators.combine(steps, longs, texts, steps).as(Event.Resumed::new),
                Combinators.combine(texts, longs, longs, texts).as(Event.Progress::new),
                Combinators.combine(steps, metrics).as(Event.Step::new),
                Combinators.combine(steps, metrics, optional).as(Event.Evaluation::new),
                Combinators.combine(steps, texts, samples, metrics).as(Event.Samples::new),
                Combinators.combine(steps, texts).as(Event.Checkpoint::new),
                Combinators.combine(steps, texts, texts).as(Event.Warning::new),
                Combinators.combine(Arbitraries.of(RunState.class), optional).as(Event.State::new),
                Combinators.combine(steps, texts).as(Event.Finished::new),
                Combinators.combine(steps, texts).as(Event.Failed::new));
        return Arbitraries.oneOf(
                        kinds.stream().map(kind -> kind.map(Event.class::cast)).toList())
                .list()
                .ofMaxSize(12);
    }

    /// Any text that UTF-8 can hold, quotes, line feeds and characters beyond the first plane among it.
    private static Arbitrary<String> texts() {
        return Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .list()
                .ofMaxSize(12)
                .map(characters -> {
                    var text = new StringBuilder();
                    characters.forEach(text::appendCodePoint);
                    return text.toString();
                });
    }
}
