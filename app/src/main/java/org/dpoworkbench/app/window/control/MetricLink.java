package org.dpoworkbench.app.window.control;

import atlantafx.base.controls.Popover;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.ui.Messages;

/// A metric's name, which opens its definition, unit and formula.
public final class MetricLink extends Hyperlink {
    public MetricLink(Metric metric) {
        super(metric.label());
        getStyleClass().add("metric-link");
        setAccessibleText(Messages.text("metric.accessible", metric.label()));
        setOnAction(_ -> {
            setVisited(false);
            popover(metric).show(this);
        });
    }

    private static Popover popover(Metric metric) {
        var content = new VBox(
                line(metric.label(), "title"),
                line(metric.definition(), "text"),
                line(metric.formula(), "formula"),
                line(
                        metric.unit().text().isBlank()
                                ? Messages.text("metric.noUnit")
                                : Messages.text("metric.unit", metric.unit().text()),
                        "quiet"),
                line(Messages.text("metric.key", metric.key()), "quiet"));
        content.getStyleClass().add("metric-definition");
        var popover = new Popover(content);
        popover.setHeaderAlwaysVisible(false);
        popover.setDetachable(false);
        return popover;
    }

    private static Label line(String text, String style) {
        var label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(style);
        return label;
    }
}
