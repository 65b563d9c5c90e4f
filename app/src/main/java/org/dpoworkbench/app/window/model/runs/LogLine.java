package org.dpoworkbench.app.window.model.runs;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dpoworkbench.ui.Messages;

/// A line of a worker's log.
///
/// @param level of the entry that the line belongs to; a stack trace's lines have the level of their error
public record LogLine(Level level, String text) {
    private static final Pattern LEVEL =
            Pattern.compile("^\\S{0,32}\\s+(?:\\S+\\s+){0,2}?(ERROR|WARN|INFO|DEBUG|TRACE)\\b|^(WARNING|ERROR):?");
    private static final Pattern CONTINUED =
            Pattern.compile("^(?:\\s+at |\\s+\\.\\.\\. |Caused by: |[\\w.]+(?:Exception|Error)\\b).*");

    /// How grave it is.
    public enum Level {
        ALL,
        WARNING,
        ERROR;

        /// For people: the least that is shown.
        public String title() {
            return switch (this) {
                case ALL -> Messages.text("runs.log.all");
                case WARNING -> Messages.text("runs.log.warnings");
                case ERROR -> Messages.text("runs.log.errors");
            };
        }
    }

    /// @param before the level of the line before it
    static LogLine of(String text, Level before) {
        Matcher named = LEVEL.matcher(text);
        if (named.find()) {
            String name = named.group(1) == null ? named.group(2) : named.group(1);
            return new LogLine(
                    switch (name) {
                        case "ERROR" -> Level.ERROR;
                        case "WARN", "WARNING" -> Level.WARNING;
                        default -> Level.ALL;
                    },
                    text);
        }
        return new LogLine(CONTINUED.matcher(text).matches() ? worse(before, text) : Level.ALL, text);
    }

    private static Level worse(Level before, String text) {
        return before == Level.ALL && text.startsWith("Caused by: ") ? Level.ERROR : before;
    }

    boolean isShown(Level least, String words) {
        return level.compareTo(least) >= 0 && text.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
    }
}
