package org.dpoworkbench.engine.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.problem.UserError;

/// What a preference file holds, every record accounted for: `records.size() + refused.size()` of them.
///
/// @param file    the path as it was given
/// @param layout  absent where no record could be read
/// @param fields  the fields that are read, in order
/// @param records in file order
/// @param refused records that cannot be read
public record PreferenceSource(
        String file,
        Optional<RecordLayout> layout,
        List<String> fields,
        List<PreferenceRecord> records,
        List<RecordProblem> refused) {
    public PreferenceSource {
        fields = List.copyOf(fields);
        records = List.copyOf(records);
        refused = List.copyOf(refused);
    }

    /// Reads the file. Its first readable record shows the layout, the others must have it too.
    ///
    /// @param vocabularySize token ids are below this
    /// @throws UserError where the file as a whole cannot be read
    public static PreferenceSource read(Path file, RecordKind kind, ColumnMapping columns, int vocabularySize) {
        Reading reading = new Reading(new LayoutRules(kind, columns), vocabularySize);
        RecordFile.read(file, reading::take);
        return new PreferenceSource(
                file.toString(),
                reading.names.map(FieldNames::layout),
                reading.names.map(FieldNames::all).orElse(List.of()),
                reading.records,
                reading.refused);
    }

    private static final class Reading {
        private final LayoutRules layouts;
        private final int vocabularySize;
        private final List<PreferenceRecord> records = new ArrayList<>();
        private final List<RecordProblem> refused = new ArrayList<>();
        private Optional<FieldNames> names = Optional.empty();

        Reading(LayoutRules layouts, int vocabularySize) {
            this.layouts = layouts;
            this.vocabularySize = vocabularySize;
        }

        void take(FileRecord record) {
            switch (record) {
                case FileRecord.Unreadable bad -> refused.add(new RecordProblem(bad.place(), bad.reason()));
                case FileRecord.Fields fields -> {
                    try {
                        take(read(fields));
                    } catch (UnreadableRecordException e) {
                        refused.add(new RecordProblem(fields.place(), e.getMessage()));
                    }
                }
            }
        }

        private void take(PreferenceRecord record) {
            switch (AsKind.of(record, layouts.kind())) {
                case AsKind.Records made -> records.addAll(made.records());
                case AsKind.Nothing _ -> throw new IllegalStateException("no layout yet says nothing");
            }
        }

        private PreferenceRecord read(FileRecord.Fields fields) throws UnreadableRecordException {
            var present = fields.object().propertyNames();
            if (names.isEmpty()) {
                names = layouts.recognise(present);
            }
            FieldNames found = names.orElseThrow(() -> new UnreadableRecordException(layouts.unrecognised(present)));
            return new RecordReader(found, vocabularySize).read(fields.place(), fields.object());
        }
    }
}
