package org.dpoworkbench.app.window.runs;

import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.TableCell;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunSummary;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.ui.Messages;

/// A run's state as a word, a shape and a colour.
final class StateCell extends TableCell<RunItem, RunSummary> {
    private static final String STYLE = "state-";

    private final Region mark = new Region();
    private final StackPane box = new StackPane(mark);

    StateCell() {
        mark.getStyleClass().add("state-mark");
        box.getStyleClass().add("state-box");
        setGraphicTextGap(8);
    }

    @Override
    protected void updateItem(RunSummary summary, boolean empty) {
        super.updateItem(summary, empty);
        getStyleClass().removeIf(style -> style.startsWith(STYLE));
        if (empty || summary == null) {
            setText(null);
            setGraphic(null);
            return;
        }
        setText(word(summary.state()));
        setGraphic(box);
        getStyleClass()
                .add(STYLE
                        + summary.state().map(Enum::name).orElse("unreadable").toLowerCase(Locale.ROOT));
    }

    private static String word(Optional<RunState> state) {
        if (state.isEmpty()) {
            return Messages.text("state.unreadable");
        }
        return switch (state.get()) {
            case QUEUED -> Messages.text("state.queued");
            case STARTING -> Messages.text("state.starting");
            case RUNNING -> Messages.text("state.running");
            case PAUSED -> Messages.text("state.paused");
            case FINISHED -> Messages.text("state.finished");
            case STOPPED -> Messages.text("state.stopped");
            case FAILED -> Messages.text("state.failed");
            case CRASHED -> Messages.text("state.crashed");
        };
    }
}
