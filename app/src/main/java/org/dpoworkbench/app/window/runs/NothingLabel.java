package org.dpoworkbench.app.window.runs;

import javafx.scene.control.Label;
import org.dpoworkbench.app.window.model.run.RunItem;

/// Stands where the selected run has nothing to show. Other programs' runs never have what some tabs show; it says
/// so of them.
final class NothingLabel extends Label {
    /// @param own   is said of the project's own runs
    /// @param guest is said of other programs'
    NothingLabel(RunsContext context, String own, String guest) {
        setWrapText(true);
        getStyleClass().add("nothing");
        context.runs()
                .selectedProperty()
                .map(RunItem::isGuest)
                .orElse(false)
                .subscribe(is -> setText(is ? guest : own));
    }
}
