package org.dpoworkbench.app.window.model.runs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;
import javafx.util.Subscription;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.journal.JournalReader;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.Control;
import org.dpoworkbench.engine.run.ControlRequest;

/// What is asked of workers. A request is pending until the run's journal answers it; whenever the run has recorded
/// something new, the journal is read on from where the request was made.
public final class RunRequests {
    private final Executor background;
    private final Executor ui;
    private final Consumer<Throwable> failed;
    private final ObservableMap<RunItem, RunRequest> pending = FXCollections.observableHashMap();
    private final ObservableMap<RunItem, RunRequest> readOnly = FXCollections.unmodifiableObservableMap(pending);
    private final Map<RunItem, Subscription> watched = new HashMap<>();
    private final Set<RunItem> looking = new HashSet<>();

    /// @param failed hears, on the ui executor, of requests that could not be made
    public RunRequests(Executor background, Executor ui, Consumer<Throwable> failed) {
        this.background = background;
        this.ui = ui;
        this.failed = failed;
    }

    /// The newest unanswered request of each run.
    public ObservableMap<RunItem, RunRequest> pending() {
        return readOnly;
    }

    /// Asks the run's worker; a later request takes the place of one that is not yet answered.
    public void ask(RunItem run, ControlRequest.Kind kind) {
        background.execute(() -> {
            try {
                long offset = JournalReader.wholeBytes(run.folder());
                var request = new RunRequest(Control.request(run.folder(), kind), kind, offset);
                ui.execute(() -> await(run, request));
            } catch (UserError e) {
                ui.execute(() -> failed.accept(e));
            }
        });
    }

    private void await(RunItem run, RunRequest request) {
        pending.put(run, request);
        watched.computeIfAbsent(
                run,
                _ -> run.curvesProperty()
                        .subscribe((_, _) -> look(run))
                        .and(run.summaryProperty().subscribe((_, _) -> look(run))));
        look(run);
    }

    /// Reads on in the background, one look at a time for each run.
    private void look(RunItem run) {
        RunRequest request = pending.get(run);
        if (request == null || !looking.add(run)) {
            return;
        }
        boolean ended = run.summary().state().filter(state -> state.ended()).isPresent();
        background.execute(() -> {
            boolean answered = isAnswered(run, request);
            ui.execute(() -> {
                looking.remove(run);
                if (answered || ended) { // a worker that crashed answers no more
                    done(run, request);
                }
            });
        });
    }

    private static boolean isAnswered(RunItem run, RunRequest request) {
        try {
            long offset = request.offset();
            while (true) {
                JournalReader.Batch batch = JournalReader.read(run.folder(), offset);
                if (batch.entries().stream().anyMatch(entry -> request.isAnsweredBy(entry.event()))) {
                    return true;
                }
                if (batch.offset() == offset) {
                    return false;
                }
                offset = batch.offset();
            }
        } catch (UserError e) {
            return true; // the run's own line says that its journal cannot be read
        }
    }

    private void done(RunItem run, RunRequest request) {
        if (pending.remove(run, request)) {
            watched.remove(run).unsubscribe();
        }
    }
}
