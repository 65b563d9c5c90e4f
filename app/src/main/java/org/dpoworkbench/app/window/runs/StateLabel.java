package org.dpoworkbench.app.window.runs;

import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.dpoworkbench.app.window.model.runs.StateWords;
import org.dpoworkbench.engine.run.RunState;

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

    /// @param state empty: the run cannot be read
    void show(Optional<RunState> state) {
        getStyleClass().removeIf(style -> style.startsWith(STYLE));
        getStyleClass().add(STYLE + state.map(Enum::name).orElse("unreadable").toLowerCase(Locale.ROOT));
        setText(StateWords.of(state));
    }
}
