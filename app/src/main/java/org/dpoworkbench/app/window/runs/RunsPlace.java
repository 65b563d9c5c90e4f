package org.dpoworkbench.app.window.runs;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.chart.ChartArea;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.control.Pulses;
import org.dpoworkbench.app.window.control.WhileNeeded;
import org.dpoworkbench.app.window.foreign.GuestDrop;
import org.dpoworkbench.app.window.model.run.RunList;
import org.dpoworkbench.ui.Messages;

/// The place *Runs*: the list of runs on the left; on the right the charts of those whose eye is open, and below them
/// what there is to know of the selected ones.
public final class RunsPlace extends BorderPane {
    private static final double LEAST_HEIGHT = 120;
    private static final double LIST_MOST = 420;

    public RunsPlace(PlaceContext place) {
        setId("runs-place");
        GuestDrop.install(this, place.workbench().guests());
        RunsContext context = RunsContext.of(place);
        place.workbench().commands().addAll(context.commands().all());
        RunList runs = context.runs();
        BooleanBinding none = Bindings.isEmpty(runs.runs());
        var reading = new Label(Messages.text("project.reading"));
        reading.visibleProperty()
                .bind(runs.loadedProperty().not().and(runs.problemProperty().isEmpty()));
        setCenter(new StackPane(
                reading,
                new WhileNeeded(runs.loadedProperty().and(none), () -> new EmptyRuns(context.workbench())),
                new WhileNeeded(none.not(), () -> halves(context))));
    }

    private static Node halves(RunsContext context) {
        StackPane list = Pulses.pane(() -> new RunListPane(context));
        StackPane charts = Pulses.pane(() -> charts(context.place()));
        charts.setMinHeight(LEAST_HEIGHT);
        StackPane tabs = Pulses.pane(() -> new RunTabs(context));
        tabs.setMinHeight(LEAST_HEIGHT);
        var details = new SplitPane(charts, tabs);
        details.setOrientation(Orientation.VERTICAL);
        details.setDividerPositions(0.6);
        var chosen = new BorderPane(details);
        chosen.setTop(new VBox(new RunHeader(context), new TroubleBanner(context)));
        var halves = new SplitPane(list, chosen);
        halves.setDividerPositions(0.3);
        SplitPane.setResizableWithParent(list, false);
        list.setMaxWidth(LIST_MOST);
        return halves;
    }

    /// The charts of the runs whose eye is open.
    private static Region charts(PlaceContext place) {
        return new ChartArea(place, (metric, _) -> place.workbench().openFigure(metric));
    }
}
