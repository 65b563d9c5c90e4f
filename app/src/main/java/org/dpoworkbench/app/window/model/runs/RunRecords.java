package org.dpoworkbench.app.window.model.runs;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;
import org.dpoworkbench.app.window.model.run.RunItem;

/// The records of runs, each read in the background when somebody first asks for it.
public final class RunRecords {
    private final Executor background;
    private final Executor ui;
    private final ObservableMap<RunItem, RunRecord> known = FXCollections.observableHashMap();
    private final ObservableMap<RunItem, RunRecord> readOnly = FXCollections.unmodifiableObservableMap(known);
    private final Set<RunItem> reading = new HashSet<>();

    public RunRecords(Executor background, Executor ui) {
        this.background = background;
        this.ui = ui;
    }

    /// What has been read so far.
    public ObservableMap<RunItem, RunRecord> known() {
        return readOnly;
    }

    /// What is known of the run now; where that is nothing, it is read and [#known] tells. A run that has begun has
    /// its record, so an empty one is read again.
    public RunRecord of(RunItem run) {
        RunRecord record = known.getOrDefault(run, RunRecord.NONE);
        if (record.facts().isEmpty() && !run.isGuest() && reading.add(run)) {
            background.execute(() -> {
                RunRecord read = RunRecord.read(run.folder());
                ui.execute(() -> {
                    reading.remove(run);
                    if (!read.equals(known.getOrDefault(run, RunRecord.NONE))) {
                        known.put(run, read);
                    }
                });
            });
        }
        return record;
    }
}
