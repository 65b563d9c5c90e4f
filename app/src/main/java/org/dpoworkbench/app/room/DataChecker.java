package org.dpoworkbench.app.room;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.progress.Progress;

/// What there is to know about preference files before a run.
public interface DataChecker {
    /// Accounts for every record.
    ///
    /// @param kind      what the records are read as; absent: what those of the first file are by nature
    /// @param model     folder of the tokenizer; absent: lengths are not counted in tokens
    /// @param benchmark files of items that the texts are not to overlap with
    Answer check(
            DataConfig data, Optional<RecordKind> kind, Optional<Path> model, List<Path> benchmark, Progress progress);
}
