package org.dpoworkbench.app.window.runs;

import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.control.TableCell;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunSummary;

/// A cell that writes one thing of a run.
final class TextCell extends TableCell<RunItem, RunSummary> {
    private final Function<RunSummary, String> text;

    private TextCell(Function<RunSummary, String> text) {
        this.text = text;
    }

    static Supplier<TableCell<RunItem, RunSummary>> of(Function<RunSummary, String> text) {
        return () -> new TextCell(text);
    }

    @Override
    protected void updateItem(RunSummary summary, boolean empty) {
        super.updateItem(summary, empty);
        setText(empty || summary == null ? null : text.apply(summary));
    }
}
