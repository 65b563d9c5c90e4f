package org.dpoworkbench.engine.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.data.PreferenceSource;
import org.dpoworkbench.engine.data.PromptSplitter;
import org.dpoworkbench.engine.data.RecordLayout;

/// A preference file read and counted in tokens, before anything is left out or held out of it. The tokens
/// themselves are not kept, and of a large file the texts neither.
public final class InspectedSource {
    private final PreferenceSource source;
    private final PromptSplitter splitter;
    private final List<Outcome> outcomes;
    private final List<InspectedRecord.Content> contents;

    /// How a file is read.
    public record Reading(Path file, ColumnMapping columns, PromptExtraction promptExtraction) {}

    /// @param contents of the readable records, which have the outcomes
    InspectedSource(
            PreferenceSource source,
            PromptSplitter splitter,
            List<Outcome> outcomes,
            List<InspectedRecord.Content> contents) {
        this.source = source;
        this.splitter = splitter;
        this.outcomes = outcomes;
        this.contents = contents;
    }

    /// The fields that are read, in order; none where no record could be.
    public List<String> fields() {
        return source.fields();
    }

    /// Absent where no record could be read.
    public Optional<RecordLayout> layout() {
        return source.layout();
    }

    /// What the file is known by in places and reports.
    public String file() {
        return source.file();
    }

    public int records() {
        return outcomes.size() + source.refused().size();
    }

    PreferenceSource source() {
        return source;
    }

    PromptSplitter splitter() {
        return splitter;
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    List<InspectedRecord.Content> contents() {
        return contents;
    }

    LoadedSource select(int most, Set<String> exclude) {
        return LoadedSource.select(SourceFacts.of(source, splitter), outcomes.iterator(), most, exclude);
    }
}
