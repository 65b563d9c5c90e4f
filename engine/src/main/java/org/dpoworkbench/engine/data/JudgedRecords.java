package org.dpoworkbench.engine.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.ColumnMapping;
import tools.jackson.databind.node.ObjectNode;

/// Reads files of judged completions as they are, before pairs or rankings are made of them, in whatever layout and
/// container a run reads too.
public final class JudgedRecords {
    private static final String REWARD = "reward";

    private final ColumnMapping columns;
    private final boolean samples;
    private final Consumer<PreferenceRecord> records;
    private final Consumer<RecordProblem> refused;
    private final Runnable unscored;
    private final OnePrompt together = new OnePrompt();
    private Optional<Layout> layout = Optional.empty();

    private JudgedRecords(
            ColumnMapping columns,
            boolean samples,
            Consumer<PreferenceRecord> records,
            Consumer<RecordProblem> refused,
            Runnable unscored) {
        this.columns = columns;
        this.samples = samples;
        this.records = records;
        this.refused = refused;
        this.unscored = unscored;
    }

    /// Hands over every record of a file, in its order.
    ///
    /// @param refused  told of records that cannot be read
    /// @param unscored told of each line by which `dpo score` says why it could not score a record
    /// @throws org.dpoworkbench.engine.problem.UserError where a file as a whole cannot be read
    public static void read(
            Path file,
            ColumnMapping columns,
            Consumer<PreferenceRecord> records,
            Consumer<RecordProblem> refused,
            Runnable unscored) {
        new JudgedRecords(columns, false, records, refused, unscored).read(file);
    }

    /// The same for prompts with completions that nobody has judged, such as one's own samples: all of a prompt's
    /// completions are one record, [Judgement.Unjudged].
    public static void readSamples(
            Path file, ColumnMapping columns, Consumer<PreferenceRecord> records, Consumer<RecordProblem> refused) {
        new JudgedRecords(columns, true, records, refused, () -> {}).read(file);
    }

    private void read(Path file) {
        DataPath.entry(file).ifPresent(entry -> entry.requireNoMapping(columns));
        RecordFile.read(file, this::take);
        layout.ifPresent(last -> last.end().forEach(this::found));
        together.end().forEach(records);
    }

    private void take(FileRecord record) {
        switch (record) {
            case FileRecord.Unreadable bad -> refused.accept(new RecordProblem(bad.place(), bad.reason()));
            case FileRecord.Fields fields -> {
                if (!samples && UnscoredRow.reason(fields.object()).isPresent()) {
                    unscored.run();
                    return;
                }
                try {
                    layout(fields.object())
                            .read(fields.place(), fields.object())
                            .forEach(this::found);
                } catch (UnreadableRecordException e) {
                    refused.accept(new RecordProblem(fields.place(), e.getMessage()));
                }
            }
        }
    }

    private void found(PreferenceRecord record) {
        together.add(record).forEach(records);
    }

    private Layout layout(ObjectNode sample) throws UnreadableRecordException {
        if (layout.isEmpty()) {
            layout = samples ? sampled(sample) : judged(sample);
        }
        return layout.orElseThrow(() -> new UnreadableRecordException(unrecognised(sample)));
    }

    /// Scores and votes before all; what has neither may still be a pair.
    private Optional<Layout> judged(ObjectNode sample) {
        return Stream.of(RecordKind.RANKINGS, RecordKind.PAIRS)
                .flatMap(kind -> new Layouts(kind, columns, Integer.MAX_VALUE).recognise(sample).stream())
                .findFirst()
                .or(() -> rewarded(sample));
    }

    /// Samples with the reward that they were chosen by, as `dpo generate` writes them.
    private Optional<Layout> rewarded(ObjectNode sample) {
        PromptFields prompt = PromptFields.of(columns.prompt(), sample);
        String completion = columns.completion().orElse("completion");
        return sample.path(REWARD).isNumber()
                        && sample.has(completion)
                        && prompt.prompt().isPresent()
                ? Optional.of(new ScoredRowsLayout(
                        prompt, completion, List.of(REWARD), new RecordMaker(Integer.MAX_VALUE, columns.source())))
                : Optional.empty();
    }

    private Optional<Layout> sampled(ObjectNode sample) {
        return SampleLayout.of(
                        sample,
                        PromptFields.of(columns.prompt(), sample),
                        columns.completions().stream().findFirst().or(columns::completion),
                        new RecordMaker(Integer.MAX_VALUE, columns.source()))
                .map(found -> found);
    }

    private String unrecognised(ObjectNode sample) {
        String fields = String.join(", ", sample.propertyNames());
        String said = samples
                ? "no prompt with completions is recognised. Its fields are: " + fields
                        + ". Pass --prompt FIELD --completions FIELD."
                : "nothing is recognised that says which completion is better. Its fields are: " + fields
                        + ". Pass --completions FIELDS with --scores FIELDS, --ranks FIELDS or --preference FIELDS; for"
                        + " one's own samples, pass --scorer or --scores-file.";
        return said + InnerList.hint(sample);
    }
}
