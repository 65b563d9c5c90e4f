package org.dpoworkbench.app.window;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.dpoworkbench.app.chart.ScreenTheme;
import org.dpoworkbench.app.window.model.settings.WindowSettings.Theme;

/// The window's colours: the system's choice, followed as it changes, or the user's own.
final class Appearance {
    private final ObservableValue<ColorScheme> scheme;

    /// @param system what the system asks for
    Appearance(ObservableValue<ColorScheme> system, ObservableValue<Theme> choice) {
        scheme = choice.flatMap(c -> switch (c) {
            case SYSTEM -> system;
            case LIGHT -> new SimpleObjectProperty<>(ColorScheme.LIGHT);
            case DARK -> new SimpleObjectProperty<>(ColorScheme.DARK);
        });
    }

    /// On the FX thread.
    static Appearance chosen(ObservableValue<Theme> choice) {
        return new Appearance(Platform.getPreferences().colorSchemeProperty(), choice);
    }

    /// The charts' colours to it.
    ObservableValue<ScreenTheme> charts() {
        return scheme.map(s -> ScreenTheme.of(s == ColorScheme.DARK));
    }

    ObservableValue<ColorScheme> scheme() {
        return scheme;
    }

    /// Dresses the whole application, now and at every change.
    void apply() {
        scheme.subscribe(s -> Application.setUserAgentStylesheet(
                switch (s) {
                    case LIGHT -> new PrimerLight().getUserAgentStylesheet();
                    case DARK -> new PrimerDark().getUserAgentStylesheet();
                }));
    }
}
