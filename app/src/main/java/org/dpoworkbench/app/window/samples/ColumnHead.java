package org.dpoworkbench.app.window.samples;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
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
        var name =
                new Label(column.isReference() ? column.title() : column.run().label());
        name.getStyleClass().add("title");
        at.setAccessibleText(Messages.text("samples.atMarker"));
        at.getStyleClass().add("at-marker");
        at.managedProperty().bind(at.visibleProperty());
        var head = column.isReference()
                ? new HBox(name)
                : new HBox(new RunMark(column.run().look(), context.theme()), name, at);
        head.getStyleClass().add("head");
        at.setVisible(false);
        Map<String, Double> metrics = column.samples().metrics();
        getChildren().setAll(head, quiet(size(column, metrics)), quiet(quality(metrics)));
    }

    void mark(boolean marked) {
        at.setVisible(marked);
    }

    private static Label quiet(String text) {
        var label = new Label(text);
        label.getStyleClass().add("quiet");
        return label;
    }

    private static String size(SampleColumn column, Map<String, Double> metrics) {
        OptionalDouble own = Metric.LENGTHS_SAMPLES.in(metrics);
        OptionalDouble length = own.isPresent() ? own : Metric.LENGTHS_SAMPLES_REFERENCE.in(metrics);
        return joined(
                column.isReference() ? "" : Messages.text("samples.step", Integer.toString(column.step())),
                length.isPresent() ? Messages.text("samples.mean.length", Numbers.fixed(length.getAsDouble(), 1)) : "");
    }

    private static String quality(Map<String, Double> metrics) {
        OptionalDouble ended = Metric.LENGTHS_SAMPLES_ENDED.in(metrics);
        OptionalDouble reward = Metric.REWARD_TRUE.in(metrics);
        OptionalDouble kl = Metric.KL_SAMPLED.in(metrics);
        return joined(
                ended.isPresent() ? Messages.text("samples.mean.ended", Numbers.percent(ended.getAsDouble())) : "",
                kl.isPresent() ? Messages.text("samples.mean.kl", Numbers.fixed(kl.getAsDouble(), 2)) : "",
                reward.isPresent() ? Messages.text("samples.mean.reward", Numbers.fixed(reward.getAsDouble(), 3)) : "");
    }

    private static String joined(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
    }
}
