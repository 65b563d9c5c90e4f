package org.dpoworkbench.ui;

import java.net.URL;

/// Where the style sheets lie.
public final class Stylesheets {
    private Stylesheets() {}

    /// The window's own rules; their colours come from the theme, so that one sheet serves light and dark.
    public static URL window() {
        URL sheet = Stylesheets.class.getResource("window.css");
        if (sheet == null) {
            throw new IllegalStateException("window.css is missing beside " + Stylesheets.class.getName());
        }
        return sheet;
    }
}
