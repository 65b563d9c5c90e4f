package org.dpoworkbench.app.window.control;

import javafx.beans.value.ObservableValue;
import org.dpoworkbench.app.chart.ScreenTheme;
import org.dpoworkbench.app.window.model.Workbench;

/// What every place is built with.
///
/// @param theme the charts' colours, which change with the window's
public record PlaceContext(Workbench workbench, ObservableValue<ScreenTheme> theme) {}
