package org.dpoworkbench.app.window.figures;

import atlantafx.base.theme.Styles;
import java.util.HashMap;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ListChangeListener;
import javafx.scene.control.ListView;
import javafx.scene.control.cell.CheckBoxListCell;
import javafx.scene.input.KeyCode;
import javafx.util.StringConverter;
import org.dpoworkbench.app.window.model.figures.FiguresModel;
import org.dpoworkbench.ui.Messages;

/// The metrics of one's own figure, a panel each, in the order in which they are ticked.
final class MetricsList extends ListView<String> {
    private final FiguresModel model;
    private final Map<String, BooleanProperty> ticks = new HashMap<>();

    MetricsList(FiguresModel model) {
        super(model.recordedMetrics());
        this.model = model;
        setId("figure-metrics");
        getStyleClass().add(Styles.DENSE);
        setAccessibleText(Messages.text("figures.metrics.accessible"));
        setCellFactory(CheckBoxListCell.forListView(this::tick, new StringConverter<>() {
            @Override
            public String toString(String key) {
                return key == null ? "" : FigureTexts.ofMetric(key);
            }

            @Override
            public String fromString(String string) {
                throw new UnsupportedOperationException("Metrics are only ticked");
            }
        }));
        model.metrics().addListener((ListChangeListener<String>) _ -> follow());
        setOnKeyPressed(event -> {
            String key = getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.SPACE && key != null) {
                tick(key).set(!tick(key).get());
                event.consume();
            }
        });
    }

    private BooleanProperty tick(String key) {
        return ticks.computeIfAbsent(key, k -> {
            var tick = new SimpleBooleanProperty(this, k, model.metrics().contains(k));
            tick.subscribe((_, ticked) -> {
                if (ticked && !model.metrics().contains(k)) {
                    model.metrics().add(k);
                } else if (!ticked) {
                    model.metrics().remove(k);
                }
            });
            return tick;
        });
    }

    private void follow() {
        ticks.forEach((key, tick) -> tick.set(model.metrics().contains(key)));
    }
}
