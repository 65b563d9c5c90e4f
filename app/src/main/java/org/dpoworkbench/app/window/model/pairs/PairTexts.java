package org.dpoworkbench.app.window.model.pairs;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import org.dpoworkbench.app.window.model.Jobs;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.worker.HeldOutPairs;
import org.dpoworkbench.ui.Messages;

/// The texts of held-out pairs, read again from the runs' data files: once for all runs with the same data
/// and model.
public final class PairTexts {
    private final Jobs jobs;
    private final Map<Key, State> states = new HashMap<>();
    private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper(this, "changes", 0);

    private record Key(DataConfig data, Path model) {
        static Key of(RunConfig config) {
            return new Key(config.data(), config.model().model());
        }
    }

    private sealed interface State {
        record Unwanted() implements State {}

        record Reading() implements State {}

        record Read(HeldOutPairs pairs) implements State {}

        record Failed(String why) implements State {}
    }

    PairTexts(Jobs jobs) {
        this.jobs = jobs;
    }

    /// Counts on whenever there is something new to show.
    public ReadOnlyIntegerProperty changesProperty() {
        return changes.getReadOnlyProperty();
    }

    /// Begins to read the run's texts, unless that was done.
    public void want(RunItem run) {
        run.summary().config().ifPresent(config -> {
            Key key = Key.of(config);
            if (states.putIfAbsent(key, new State.Reading()) == null) {
                jobs.start(
                        Messages.text("pairs.job.texts", run.id()),
                        progress -> HeldOutPairs.load(run.folder(), config, progress),
                        pairs -> becomes(key, new State.Read(pairs)),
                        e -> becomes(key, new State.Failed(String.valueOf(e.getMessage()))),
                        () -> becomes(key, new State.Failed(Messages.text("pairs.texts.cancelled"))));
            }
        });
    }

    private void becomes(Key key, State state) {
        states.put(key, state);
        changes.set(changes.get() + 1);
    }

    /// The pair's texts; absent where they are not read, or not in the data any more.
    public Optional<HeldOutPairs.Pair> of(RunItem run, String id) {
        return read(run).map(pairs -> pairs.byId().get(id));
    }

    private Optional<HeldOutPairs> read(RunItem run) {
        return state(run) instanceof State.Read(HeldOutPairs pairs) ? Optional.of(pairs) : Optional.empty();
    }

    private State state(RunItem run) {
        return run.summary()
                .config()
                .map(config -> states.getOrDefault(Key.of(config), new State.Unwanted()))
                .orElseGet(() -> new State.Failed(Messages.text("pairs.texts.noConfig")));
    }

    /// What there is to say about the run's texts; empty where they are simply there.
    public String note(RunItem run) {
        return switch (state(run)) {
            case State.Unwanted _ -> "";
            case State.Reading _ -> Messages.text("pairs.texts.reading");
            case State.Failed(String why) -> Messages.text("pairs.texts.failed", why);
            case State.Read(HeldOutPairs pairs) -> String.join("\n", pairs.changes());
        };
    }
}
