package org.dpoworkbench.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.data.PreferenceSource;
import org.dpoworkbench.engine.data.PromptSplitter;

/// Makes the examples of one source, a chunk of records at a time: the tokenizer works on a chunk's texts in parallel,
/// everything else is done in file order, so that the result does not depend on the threads.
final class SourceTokenizer {
    private static final int CHUNK = 256;

    private final RecordTokenizer tokenizer;
    private final PromptSplitter splitter;
    private final Optional<TextLook> look;
    private final LoadedSource.Sorting sorting;
    private final KeptSink sink;
    private final IntConsumer done;
    private final List<PreferenceRecord> chunk = new ArrayList<>(CHUNK);

    private SourceTokenizer(
            RecordTokenizer tokenizer,
            PromptSplitter splitter,
            Optional<TextLook> look,
            LoadedSource.Sorting sorting,
            KeptSink sink,
            IntConsumer done) {
        this.tokenizer = tokenizer;
        this.splitter = splitter;
        this.look = look;
        this.sorting = sorting;
        this.sink = sink;
        this.done = done;
    }

    /// Ends the reading of a file of which enough is known.
    private static final class Enough extends CancellationException {
        private static final long serialVersionUID = 1L;
    }

    /// @param most    examples to keep; records after the last of them are not looked at
    /// @param exclude ids of examples to leave out
    /// @param look    who looks at the texts besides
    /// @param done    hears after each chunk how many records were in it
    static LoadedSource load(
            PreferenceSource source,
            SourceFacts facts,
            RecordTokenizer tokenizer,
            int most,
            Set<String> exclude,
            PromptSplitter splitter,
            Optional<TextLook> look,
            KeptSink sink,
            IntConsumer done) {
        LoadedSource.Sorting sorting = new LoadedSource.Sorting(facts, most, exclude);
        SourceTokenizer work = new SourceTokenizer(tokenizer, splitter, look, sorting, sink, done);
        boolean whole = false;
        try {
            if (!sorting.enough()) {
                source.forEach(work::take);
                work.flush();
            }
            whole = true;
        } catch (Enough _) {
            whole = true;
        } finally {
            if (!whole) {
                sink.close();
            }
        }
        return sink.finish(sorting);
    }

    private void take(PreferenceRecord record) {
        chunk.add(record);
        if (chunk.size() == CHUNK) {
            flush();
        }
    }

    private void flush() {
        List<Outcome> made = tokenizer.tokenize(chunk);
        List<Outcome> outcomes =
                look.map(texts -> texts.look(chunk, splitter, made)).orElse(made);
        for (int i = 0; i < outcomes.size(); i++) {
            if (sorting.enough()) {
                throw new Enough();
            }
            if (sorting.keeps(chunk.get(i).place(), outcomes.get(i))) {
                sink.add((Outcome.Kept) outcomes.get(i));
            }
        }
        done.accept(chunk.size());
        chunk.clear();
        if (sorting.enough()) {
            throw new Enough();
        }
    }
}
