package org.dpoworkbench.app.report;

import static org.dpoworkbench.app.report.Html.element;

import java.util.Arrays;

/// Long words that may break: paths, hashes and names would push a table off the page.
final class Breakable {
    private static final int LONGEST_WHOLE = 24;

    private Breakable() {}

    static Html text(String text) {
        boolean longWord = Arrays.stream(text.split("\\s+", -1)).anyMatch(word -> word.length() > LONGEST_WHOLE);
        return longWord ? element("span", text).styled("breakable") : new Html.Text(text);
    }
}
