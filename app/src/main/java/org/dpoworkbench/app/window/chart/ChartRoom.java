package org.dpoworkbench.app.window.chart;

import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.dpoworkbench.app.chart.ScreenTheme;
import org.dpoworkbench.app.window.model.chart.ChartMarker;
import org.dpoworkbench.app.window.model.chart.ChartsModel;
import org.dpoworkbench.app.window.model.chart.Panel;

/// What the charts of one area share.
final class ChartRoom {
    private final ChartsModel charts;
    private final ChartMarker marker;
    private final ObservableValue<ScreenTheme> theme;
    private final Optional<FigureRequests> figures;
    private final ObjectProperty<Optional<Panel>> large = new SimpleObjectProperty<>(this, "large", Optional.empty());

    private final BooleanProperty valuesShown = new SimpleBooleanProperty(this, "valuesShown");

    ChartRoom(
            ChartsModel charts,
            ChartMarker marker,
            ObservableValue<ScreenTheme> theme,
            Optional<FigureRequests> figures) {
        this.charts = charts;
        this.marker = marker;
        this.theme = theme;
        this.figures = figures;
    }

    ChartsModel charts() {
        return charts;
    }

    ChartMarker marker() {
        return marker;
    }

    ScreenTheme theme() {
        return theme.getValue();
    }

    ObservableValue<ScreenTheme> themeValue() {
        return theme;
    }

    /// Where charts become figures; absent where nobody makes them.
    Optional<FigureRequests> figures() {
        return figures;
    }

    /// Whether the table of values at the marker is open.
    BooleanProperty valuesShownProperty() {
        return valuesShown;
    }

    /// The frame of the panel that takes the whole area.
    ObjectProperty<Optional<Panel>> largeProperty() {
        return large;
    }

    boolean isLarge(Panel panel) {
        return large.get().filter(panel.frame()::equals).isPresent();
    }

    void toggleLarge(Panel panel) {
        large.set(isLarge(panel) ? Optional.empty() : Optional.of(panel.frame()));
    }
}
