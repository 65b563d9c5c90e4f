package org.dpoworkbench.engine.data;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.dpoworkbench.engine.problem.UserError;

/// A preference file's first readable record as it stands there, for choosing its fields.
///
/// @param place  where it stands
/// @param values the fields' names and values, texts as they are, everything else as JSON
public record RecordPreview(RecordPlace place, Map<String, String> values) {
    public RecordPreview {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public List<String> fields() {
        return List.copyOf(values.keySet());
    }

    /// Reads no more of the file than it must.
    ///
    /// @return absent where no record can be read
    /// @throws UserError where the file cannot be opened
    public static Optional<RecordPreview> of(Path file) {
        var first = new First();
        try {
            RecordFile.read(file, first::take);
        } catch (Found _) {
            // The rest of the file is not of interest.
        }
        return first.preview;
    }

    private static final class Found extends CancellationException {
        private static final long serialVersionUID = 1L;
    }

    private static final class First {
        private Optional<RecordPreview> preview = Optional.empty();

        void take(FileRecord record) {
            if (record instanceof FileRecord.Fields fields) {
                Map<String, String> values = new LinkedHashMap<>();
                fields.object()
                        .properties()
                        .forEach(field -> values.put(
                                field.getKey(),
                                field.getValue().isString()
                                        ? field.getValue().stringValue()
                                        : field.getValue().toString()));
                preview = Optional.of(new RecordPreview(fields.place(), values));
                throw new Found();
            }
        }
    }
}
