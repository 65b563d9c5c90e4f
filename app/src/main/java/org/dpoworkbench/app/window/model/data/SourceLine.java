package org.dpoworkbench.app.window.model.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.data.RecordLayout;
import org.dpoworkbench.engine.data.SourceReport;
import org.dpoworkbench.engine.project.DataSource;

/// A preference file of the project as the list of sources shows it.
///
/// @param file     absolute
/// @param read     absent until it is read, or where it cannot be
/// @param problems what stops it from being used, sentences
/// @param changed  whether it is not what it was when it was added
public record SourceLine(DataSource source, Path file, Optional<Read> read, List<String> problems, boolean changed) {
    public SourceLine {
        problems = List.copyOf(problems);
    }

    /// What reading it found.
    ///
    /// @param layout absent where no record could be read
    /// @param report  absent where the counts are not known
    /// @param refused the first records that cannot be read, with line and reason
    public record Read(
            Optional<RecordLayout> layout, List<String> fields, Optional<SourceReport> report, List<String> refused) {
        public Read {
            fields = List.copyOf(fields);
            refused = List.copyOf(refused);
        }
    }

    static SourceLine waiting(DataSource source, Path file) {
        return new SourceLine(source, file, Optional.empty(), List.of(), false);
    }

    public String name() {
        return file.getFileName().toString();
    }
}
