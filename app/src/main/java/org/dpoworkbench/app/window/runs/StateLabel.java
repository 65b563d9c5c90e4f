package org.dpoworkbench.app.window.runs;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.dpoworkbench.app.window.model.run.RunSummary;
import org.dpoworkbench.app.window.model.runs.StateWords;

/// A run's state as a word, a shape and a colour.
final class StateLabel extends Label {
    private static final String STYLE = "state-";

    StateLabel() {
        var mark = new Region();
        mark.getStyleClass().add("state-mark");
        var box = new StackPane(mark);
        box.getStyleClass().add("state-box");
        setGraphic(box);
        setGraphicTextGap(6);
        setMinWidth(USE_PREF_SIZE);
    }

    void show(RunSummary run) {
        getStyleClass().removeIf(style -> style.startsWith(STYLE));
        getStyleClass().add(STYLE + StateWords.key(run));
        setText(StateWords.of(run));
    }
}
