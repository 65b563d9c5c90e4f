package org.dpoworkbench.app.window.control;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Icons and buttons made of one.
public final class Icons {
    private Icons() {}

    public static FontIcon of(Feather icon) {
        return new FontIcon(icon);
    }

    /// A button that shows an icon alone; its text is its tooltip and what a screen reader says.
    public static Button button(Feather icon, String text, Runnable action) {
        var button = new Button(null, of(icon));
        button.getStyleClass().addAll("button-icon", "flat");
        button.setAccessibleText(text);
        button.setTooltip(new Tooltip(text));
        button.setOnAction(_ -> action.run());
        return button;
    }
}
