package org.dpoworkbench.app.window.samples;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.control.RunMark;
import org.dpoworkbench.app.window.model.samples.SampleColumn;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.ui.Messages;

/// Whose answers a column holds, and their means.
final class ColumnHead extends VBox {
    private final Label at = new Label("◆");

    ColumnHead(SampleColumn column, PlaceContext context) {
        getStyleClass().add("column-head");
        var name = new Label(column.title());
        name.getStyleClass().add("title");
        at.setAccessibleText(Messages.text("samples.atMarker"));
        at.getStyleClass().add("at-marker");
        at.managedProperty().bind(at.visibleProperty());
        var head = column.isReference()
                ? new HBox(name)
                : new HBox(new RunMark(column.run().look(), context.theme()), name, at);
        head.getStyleClass().add("head");
        at.setVisible(false);
        var means = new Label(means(column.samples().metrics()));
        means.getStyleClass().add("quiet");
        getChildren().setAll(head, means);
    }

    void mark(boolean marked) {
        at.setVisible(marked);
    }

    private static String means(Map<String, Double> metrics) {
        OptionalDouble own = Metric.LENGTHS_SAMPLES.in(metrics);
        OptionalDouble length = own.isPresent() ? own : Metric.LENGTHS_SAMPLES_REFERENCE.in(metrics);
        OptionalDouble ended = Metric.LENGTHS_SAMPLES_ENDED.in(metrics);
        OptionalDouble reward = Metric.REWARD_TRUE.in(metrics);
        List<String> parts = Stream.of(
                        length.isPresent()
                                ? Messages.text("samples.mean.length", Numbers.fixed(length.getAsDouble(), 1))
                                : "",
                        ended.isPresent()
                                ? Messages.text("samples.mean.ended", Numbers.percent(ended.getAsDouble()))
                                : "",
                        reward.isPresent()
                                ? Messages.text("samples.mean.reward", Numbers.fixed(reward.getAsDouble(), 3))
                                : "")
                .filter(part -> !part.isEmpty())
                .toList();
        return String.join(" · ", parts);
    }
}
