package org.dpoworkbench.app.window.model.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.util.Subscription;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.problem.UserError;

/// The selected run's log, followed while it grows.
public final class LogViewModel {
    /// So many bytes of a log's end are read, and so many lines kept.
    private static final int MOST_BYTES = 1 << 20;

    private static final int MOST_LINES = 20_000;

    private final Workbench workbench;
    private final ObservableList<LogLine> all = FXCollections.observableArrayList();
    private final FilteredList<LogLine> shown = new FilteredList<>(all);
    private final ObjectProperty<LogLine.Level> level = new SimpleObjectProperty<>(this, "level", LogLine.Level.ALL);
    private final StringProperty words = new SimpleStringProperty(this, "words", "");
    private Optional<LogLines> log = Optional.empty();
    private boolean reading;
    private boolean again;
    private Subscription watching = Subscription.EMPTY;

    public LogViewModel(Workbench workbench) {
        this.workbench = workbench;
        level.addListener(_ -> filter());
        words.addListener(_ -> filter());
        workbench.runs().selectedProperty().subscribe(this::select);
    }

    /// The lines that the filters let through, the oldest first.
    public ObservableList<LogLine> lines() {
        return shown;
    }

    /// All lines read, whatever the filters say.
    public ObservableList<LogLine> all() {
        return all;
    }

    /// The least grave lines shown.
    public ObjectProperty<LogLine.Level> levelProperty() {
        return level;
    }

    /// What lines must have in them.
    public StringProperty wordsProperty() {
        return words;
    }

    /// Puts the lines shown on the clipboard.
    public void copy() {
        workbench.desk().copyText(shown.stream().map(LogLine::text).collect(Collectors.joining("\n", "", "\n")));
    }

    private void filter() {
        LogLine.Level least = level.get();
        String wanted = words.get().strip();
        shown.setPredicate(line -> line.isShown(least, wanted));
    }

    private void select(RunItem run) {
        watching.unsubscribe();
        watching = Subscription.EMPTY;
        all.clear();
        log = Optional.ofNullable(run)
                .filter(item -> !item.isGuest())
                .map(item -> new LogLines(item.folder().log(), MOST_BYTES));
        if (log.isPresent()) {
            // Each look at the run, whether it brought news or not: a log can grow without its journal.
            watching = run.summaryProperty()
                    .subscribe(() -> {
                        run.summary();
                        readOn();
                    })
                    .and(run.curvesProperty().subscribe((_, _) -> readOn()));
            readOn();
        }
    }

    /// One reading at a time; what is asked for meanwhile is read after it.
    private void readOn() {
        if (reading) {
            again = true;
            return;
        }
        log.ifPresent(from -> {
            reading = true;
            workbench.background().execute(() -> read(from));
        });
    }

    private void read(LogLines from) {
        List<String> news;
        try {
            news = from.next();
        } catch (UserError e) {
            news = List.of(e.getMessage());
        }
        List<String> told = news;
        workbench.ui().execute(() -> show(from, told));
    }

    private void show(LogLines from, List<String> news) {
        reading = false;
        if (log.equals(Optional.of(from)) && !news.isEmpty()) {
            LogLine.Level level =
                    all.isEmpty() ? LogLine.Level.ALL : all.getLast().level();
            List<LogLine> lines = new ArrayList<>();
            for (String text : news) {
                LogLine line = LogLine.of(text, level);
                level = line.level();
                lines.add(line);
            }
            all.addAll(lines);
            if (all.size() > MOST_LINES) {
                all.remove(0, all.size() - MOST_LINES);
            }
        }
        if (again || !log.equals(Optional.of(from))) {
            again = false;
            readOn();
        }
    }
}
