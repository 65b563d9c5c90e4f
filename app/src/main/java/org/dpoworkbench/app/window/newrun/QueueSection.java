package org.dpoworkbench.app.window.newrun;

import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.newrun.RunQueue;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// The runs that wait for their turn; there as long as any does.
final class QueueSection extends TitledPane {
    private final RunQueue queue;
    private final VBox rows = new VBox(2);

    QueueSection(RunQueue queue) {
        this.queue = queue;
        setId("queue");
        setAnimated(false);
        setExpanded(false);
        getStyleClass().add("dense");
        setContent(rows);
        queue.waiting().addListener((ListChangeListener<RunItem>) _ -> fill());
        fill();
    }

    private void fill() {
        int count = queue.waiting().size();
        setVisible(count > 0);
        setManaged(count > 0);
        setText(Messages.text("newrun.queue", count));
        setAccessibleText(getText());
        rows.getChildren().setAll(queue.waiting().stream().map(this::row).toList());
    }

    private HBox row(RunItem run) {
        var name = new Label(Messages.text("run.title", run.id(), run.summary().badge()));
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        return new HBox(
                2,
                name,
                Icons.button(Feather.ARROW_UP, Messages.text("newrun.queue.up"), () -> queue.move(run, -1)),
                Icons.button(Feather.ARROW_DOWN, Messages.text("newrun.queue.down"), () -> queue.move(run, 1)),
                Icons.button(Feather.PLAY, Messages.text("newrun.queue.now"), () -> queue.startNow(run)),
                Icons.button(Feather.X, Messages.text("newrun.queue.cancel"), () -> queue.cancel(run)));
    }
}
