package org.dpoworkbench.app.window.model;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dpoworkbench.app.window.model.Notice.Level;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.ui.Messages;

/// What the window has to say beside its places, the newest first. Call it on the ui executor.
public final class Notices {
    private static final int MOST = 200;

    private final ObservableList<Notice> all = FXCollections.observableArrayList();
    private final ObservableList<Notice> readOnly = FXCollections.unmodifiableObservableList(all);

    public ObservableList<Notice> all() {
        return readOnly;
    }

    public void information(String text) {
        add(Level.INFORMATION, text, Optional.empty());
    }

    public void warning(String text) {
        add(Level.WARNING, text, Optional.empty());
    }

    /// Tells a failure: a [UserError] by its own words, anything else as unexpected, with what can be reported.
    public void error(Throwable error) {
        if (error instanceof UserError) {
            add(Level.ERROR, error.getMessage(), Optional.empty());
            return;
        }
        var trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace, true));
        add(Level.ERROR, Messages.text("error.unexpected", error), Optional.of(trace.toString()));
    }

    public void dismiss(Notice notice) {
        all.remove(notice);
    }

    public void clear() {
        all.clear();
    }

    /// What was just said is not said again.
    private void add(Level level, String text, Optional<String> detail) {
        if (!all.isEmpty() && all.getFirst().text().equals(text)) {
            return;
        }
        all.addFirst(new Notice(level, text, detail, Instant.now()));
        if (all.size() > MOST) {
            all.removeLast();
        }
    }
}
