package org.dpoworkbench.ui;

import java.net.URL;
import java.util.List;

/// Where the style sheets lie.
public final class Stylesheets {
    private static final List<String> SHEETS =
            List.of("window", "chart", "data", "newrun", "runs", "pairs", "samples", "figures", "settings");

    private Stylesheets() {}

    /// The window's own rules, one sheet a room; their colours come from the theme, so that they serve light and dark.
    public static List<String> window() {
        return SHEETS.stream().map(Stylesheets::url).toList();
    }

    private static String url(String name) {
        URL sheet = Stylesheets.class.getResource("css/" + name + ".css");
        if (sheet == null) {
            throw new IllegalStateException(name + ".css is missing beside " + Stylesheets.class.getName());
        }
        return sheet.toExternalForm();
    }
}
