package org.dpoworkbench.app.window.chart;

import javafx.scene.layout.BorderPane;
import org.dpoworkbench.app.window.control.PlaceContext;

/// The charts of the runs that are shown.
public final class ChartArea extends BorderPane {
    public ChartArea(PlaceContext context) {
        setId("chart-area");
    }
}
