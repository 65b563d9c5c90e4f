package org.dpoworkbench.app.window.shell;

import javafx.beans.Observable;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.dpoworkbench.app.window.model.run.RunItem;

/// The project's own runs that a worker has in hand or that wait for one.
final class ActiveRuns {
    private final FilteredList<RunItem> list;

    ActiveRuns(ObservableList<RunItem> all) {
        ObservableList<RunItem> watched =
                FXCollections.observableArrayList(item -> new Observable[] {item.summaryProperty()});
        watched.setAll(all);
        all.addListener((ListChangeListener<RunItem>) _ -> watched.setAll(all));
        list = new FilteredList<>(watched, ActiveRuns::isActive);
    }

    FilteredList<RunItem> list() {
        return list;
    }

    private static boolean isActive(RunItem item) {
        return !item.isGuest() && (item.summary().underWay() || item.summary().isToCome());
    }
}
