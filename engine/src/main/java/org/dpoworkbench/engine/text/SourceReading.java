package org.dpoworkbench.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.data.Judgement;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.data.PreferenceSource;

/// Goes through a file once, chunk by chunk: what becomes of each record is kept without its tokens, and the records
/// where they can be looked at again: of a small file in memory, of a large one on the disk.
final class SourceReading implements AutoCloseable {
    private final PreferenceSource source;
    private final Optional<StoredRecords.Writer> disk;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Judgement> judgements = new ArrayList<>();
    private final List<Integer> completions = new ArrayList<>();

    /// Makes the outcomes of a chunk.
    @FunctionalInterface
    interface Work {
        /// @param done records before the chunk
        List<Outcome> of(List<PreferenceRecord> chunk, int done);
    }

    private SourceReading(PreferenceSource source, Optional<StoredRecords.Writer> disk) {
        this.source = source;
        this.disk = disk;
    }

    static SourceReading of(PreferenceSource source) {
        return new SourceReading(source, source.isLarge() ? Optional.of(new StoredRecords.Writer()) : Optional.empty());
    }

    void read(int chunkSize, Work work) {
        List<PreferenceRecord> chunk = new ArrayList<>(chunkSize);
        source.forEach(record -> {
            chunk.add(record);
            if (chunk.size() == chunkSize) {
                take(chunk, work);
            }
        });
        take(chunk, work);
    }

    private void take(List<PreferenceRecord> chunk, Work work) {
        if (chunk.isEmpty()) {
            return;
        }
        for (Outcome outcome : work.of(chunk, outcomes.size())) {
            outcomes.add(outcome instanceof Outcome.Kept kept ? KeptSink.InMemory.withoutTokens(kept) : outcome);
        }
        for (PreferenceRecord record : chunk) {
            judgements.add(record.judgement());
            completions.add(record.completions().size());
            disk.ifPresent(writer -> writer.add(record));
        }
        chunk.clear();
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    /// Made anew for each record that is asked for.
    List<InspectedRecord.Content> contents() {
        List<PreferenceRecord> records = disk.<List<PreferenceRecord>>map(writer ->
                        writer.finish(i -> new StoredTexts.Head(outcomes.get(i).place(), judgements.get(i))))
                .orElseGet(source::records);
        return Lists.numbered(
                records.size(),
                i -> new InspectedRecord.Content(
                        judgements.get(i), completions.get(i), disk.isEmpty(), () -> records.get(i)));
    }

    @Override
    public void close() {
        disk.ifPresent(StoredRecords.Writer::close);
    }
}
