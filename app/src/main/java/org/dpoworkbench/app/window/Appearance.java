package org.dpoworkbench.app.window;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

/// The window's colours: the system's choice, followed as it changes, or the user's own.
final class Appearance {
    enum Choice {
        SYSTEM,
        LIGHT,
        DARK
    }

    private final ObjectProperty<Choice> choice = new SimpleObjectProperty<>(this, "choice", Choice.SYSTEM);
    private final ObservableValue<ColorScheme> scheme;

    /// @param system what the system asks for
    Appearance(ObservableValue<ColorScheme> system) {
        scheme = choice.flatMap(c -> switch (c) {
            case SYSTEM -> system;
            case LIGHT -> new SimpleObjectProperty<>(ColorScheme.LIGHT);
            case DARK -> new SimpleObjectProperty<>(ColorScheme.DARK);
        });
    }

    /// On the FX thread.
    static Appearance ofSystem() {
        return new Appearance(Platform.getPreferences().colorSchemeProperty());
    }

    ObjectProperty<Choice> choiceProperty() {
        return choice;
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
