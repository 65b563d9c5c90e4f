package org.dpoworkbench.app.window.newrun;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.model.newrun.FieldItem;
import org.dpoworkbench.app.window.model.newrun.FormValues;

/// A slider on a logarithmic scale that moves with a field's text, with quiet marks for what the literature used. The
/// arrow keys step through 1, 2, 5, 10. A text outside the scale is kept: the slider then stands at its end.
final class LogSlider extends VBox {
    private static final double[] STEPS = {1, 2, 5, 10};

    private final Slider slider;
    private final FieldItem item;
    private boolean following;

    /// A value that somebody published.
    ///
    /// @param name   who, such as `DPO paper`
    /// @param source where it says so, for the tooltip
    /// @param before whether the name stands left of its mark
    record Tick(double value, String name, String source, boolean before) {}

    /// @param marked whether the ticks are of what is being set
    LogSlider(FieldItem item, double from, double to, List<Tick> ticks, ObservableValue<Boolean> marked) {
        this.item = item;
        slider = new Slider(Math.log10(from), Math.log10(to), Math.log10(from));
        slider.setAccessibleText(FieldRow.title(item.field()));
        slider.setAccessibleHelp(item.field().help());
        slider.setId("slider-" + item.field().key());
        slider.addEventFilter(KeyEvent.KEY_PRESSED, this::step);
        slider.valueProperty().subscribe((_, now) -> moved(now.doubleValue()));
        item.textProperty().subscribe(this::follow);
        getStyleClass().add("log-slider");
        var marks = new Marks(ticks);
        marks.visibleProperty().bind(marked);
        getChildren().setAll(slider, marks);
    }

    private void step(KeyEvent event) {
        switch (event.getCode()) {
            case RIGHT, UP -> item.textProperty().set(FormValues.number(neighbour(1)));
            case LEFT, DOWN -> item.textProperty().set(FormValues.number(neighbour(-1)));
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// The next of 1, 2, 5 times a power of ten.
    private double neighbour(int direction) {
        double value = Math.pow(10, slider.getValue());
        int exponent = (int) Math.floor(slider.getValue() + 1e-9);
        double mantissa = value / Math.pow(10, exponent);
        double next;
        if (direction > 0) {
            next = 10;
            for (double step : STEPS) {
                if (step > mantissa * 1.001) {
                    next = step;
                    break;
                }
            }
        } else {
            next = 0.5;
            for (double step : STEPS) {
                if (step < mantissa * 0.999) {
                    next = step;
                }
            }
        }
        double stepped = rounded(next * Math.pow(10, exponent));
        return Math.clamp(stepped, rounded(Math.pow(10, slider.getMin())), rounded(Math.pow(10, slider.getMax())));
    }

    private void moved(double exponent) {
        if (!following) {
            following = true;
            item.textProperty().set(FormValues.number(rounded(Math.pow(10, exponent))));
            following = false;
        }
    }

    private void follow(String text) {
        if (following) {
            return;
        }
        try {
            double value = Double.parseDouble(text.strip());
            if (value > 0) {
                following = true;
                slider.setValue(Math.clamp(Math.log10(value), slider.getMin(), slider.getMax()));
                following = false;
            }
        } catch (NumberFormatException _) {
            // the field says so
        }
    }

    /// To two digits.
    private static double rounded(double value) {
        return new BigDecimal(value).round(new MathContext(2)).doubleValue();
    }

    /// The ticks under the slider's track.
    private final class Marks extends Pane {
        private static final double HEIGHT = 18;
        private final List<Tick> ticks;

        Marks(List<Tick> ticks) {
            this.ticks = ticks;
            for (Tick tick : ticks) {
                var mark = new Region();
                mark.getStyleClass().add("mark");
                var label = new Label(tick.name());
                label.getStyleClass().add("mark-name");
                label.setTooltip(new Tooltip(FormValues.number(tick.value()) + " – " + tick.source()));
                label.setOnMouseClicked(_ -> item.textProperty().set(FormValues.number(tick.value())));
                getChildren().addAll(mark, label);
            }
            setPrefHeight(HEIGHT);
            setMinHeight(HEIGHT);
        }

        @Override
        protected void layoutChildren() {
            var track = slider.lookup(".track");
            Bounds bounds = track == null ? slider.getLayoutBounds() : track.getBoundsInParent();
            for (int i = 0; i < ticks.size(); i++) {
                Tick tick = ticks.get(i);
                double share = (Math.log10(tick.value()) - slider.getMin()) / (slider.getMax() - slider.getMin());
                double x = bounds.getMinX() + share * bounds.getWidth();
                var mark = getChildren().get(2 * i);
                var label = (Label) getChildren().get(2 * i + 1);
                mark.resizeRelocate(snapPositionX(x), 0, 1, 6);
                label.autosize();
                label.relocate(tick.before() ? x - label.getWidth() - 3 : x + 3, 0);
            }
        }
    }
}
