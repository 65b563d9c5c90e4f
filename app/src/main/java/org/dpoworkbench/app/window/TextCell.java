package org.dpoworkbench.app.window;

import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.control.TableCell;
import org.dpoworkbench.app.window.model.RunRow;
import org.dpoworkbench.app.window.model.RunSummary;

/// A cell that writes one thing of a run.
final class TextCell extends TableCell<RunRow, RunSummary> {
    private final Function<RunSummary, String> text;

    private TextCell(Function<RunSummary, String> text) {
        this.text = text;
    }

    static Supplier<TableCell<RunRow, RunSummary>> of(Function<RunSummary, String> text) {
        return () -> new TextCell(text);
    }

    @Override
    protected void updateItem(RunSummary summary, boolean empty) {
        super.updateItem(summary, empty);
        setText(empty || summary == null ? null : text.apply(summary));
    }
}
