package org.dpoworkbench.app.window.model.runs;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;
import javafx.collections.ObservableSet;
import org.dpoworkbench.app.window.model.run.RunItem;

/// The names and tags that the user gives to runs.
public final class RunMarks {
    private final ObservableMap<String, String> names = FXCollections.observableHashMap();
    private final Map<String, ObservableSet<String>> tags = new HashMap<>();

    /// What the user calls the run; its id where it was given no name.
    public String name(RunItem run) {
        return names.getOrDefault(run.id(), run.id());
    }

    /// Names the run; an empty name gives it back its own.
    public void rename(RunItem run, String name) {
        if (name.isBlank()) {
            names.remove(run.id());
        } else {
            names.put(run.id(), name.strip());
        }
    }

    /// The names given, by run id.
    public ObservableMap<String, String> names() {
        return names;
    }

    /// The run's tags, in alphabetical order.
    public ObservableSet<String> tags(RunItem run) {
        return tags.computeIfAbsent(run.id(), _ -> FXCollections.observableSet(new TreeSet<>()));
    }
}
