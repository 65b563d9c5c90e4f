package org.dpoworkbench.app.window.model.figures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.Observable;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunList;

/// The project's runs in the order in which figures draw them. A run is drawn where its eye is open.
public final class FigureRuns {
    private final RunList runs;
    private final ObservableList<RunLine> lines = FXCollections.observableArrayList(
            line -> new Observable[] {line.item().shownProperty(), line.item().nameProperty(), line.labelProperty()});
    private final ObservableList<RunLine> readOnly = FXCollections.unmodifiableObservableList(lines);
    private List<String> order;
    private Map<String, String> labels;

    FigureRuns(RunList runs, SavedFigures saved) {
        this.runs = runs;
        this.order = saved.order();
        this.labels = saved.labels();
        runs.runs().addListener((ListChangeListener<RunItem>) _ -> follow());
        follow();
    }

    /// All runs, those that were ordered first, then the oldest first.
    public ObservableList<RunLine> lines() {
        return readOnly;
    }

    /// Moves a run by so many places, as far as there are some.
    public void move(RunLine line, int places) {
        int from = lines.indexOf(line);
        int to = Math.clamp((long) from + places, 0, lines.size() - 1);
        if (from >= 0 && from != to) {
            List<RunLine> now = new ArrayList<>(lines);
            now.add(to, now.remove(from));
            order = now.stream().map(each -> each.item().id()).toList();
            lines.setAll(now);
        }
    }

    /// The drawn runs as they are now.
    List<FigureRun> now() {
        return lines.stream()
                .filter(line -> line.item().shownProperty().get())
                .map(RunLine::now)
                .toList();
    }

    /// Ids of the drawn runs whose numbers come because they are read, not because the run goes on.
    Set<String> beingRead() {
        return lines.stream()
                .filter(line -> line.item().shownProperty().get() && line.isBeingRead())
                .map(line -> line.item().id())
                .collect(Collectors.toSet());
    }

    List<String> order() {
        return order;
    }

    Map<String, String> labels() {
        Map<String, String> now = new LinkedHashMap<>(labels);
        for (RunLine line : lines) {
            String label = line.labelProperty().get().strip();
            if (label.isEmpty()) {
                now.remove(line.item().id());
            } else {
                now.put(line.item().id(), label);
            }
        }
        return now;
    }

    /// Shows other orders and labels.
    void show(SavedFigures saved) {
        order = saved.order();
        labels = saved.labels();
        lines.forEach(
                line -> line.labelProperty().set(labels.getOrDefault(line.item().id(), "")));
        List<RunLine> sorted = lines.stream()
                .sorted(Comparator.comparing(RunLine::item, placed()))
                .toList();
        if (!sorted.equals(lines)) {
            lines.setAll(sorted);
        }
    }

    private void follow() {
        labels = labels();
        Map<RunItem, RunLine> known = lines.stream().collect(Collectors.toMap(RunLine::item, Function.identity()));
        List<RunLine> now = runs.runs().stream()
                .sorted(placed())
                .map(item -> known.getOrDefault(item, new RunLine(item, labels.getOrDefault(item.id(), ""))))
                .toList();
        if (!now.equals(lines)) {
            lines.setAll(now);
        }
    }

    private Comparator<RunItem> placed() {
        List<String> placed = order;
        return Comparator.comparingInt(
                        (RunItem item) -> placed.contains(item.id()) ? placed.indexOf(item.id()) : Integer.MAX_VALUE)
                .thenComparing(RunItem::id);
    }
}
