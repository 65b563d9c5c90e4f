package org.dpoworkbench.app.cli.print;

import java.time.Duration;
import java.util.Locale;

/// How numbers and times are written for people.
final class Show {
    private Show() {}

    /// Four significant digits.
    static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    /// With its sign, two decimals: differences of log-probabilities.
    static String signed(double value) {
        return String.format(Locale.ROOT, "%+.2f", value);
    }

    static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 10 ? "%.2f" : perSecond < 100 ? "%.1f" : "%.0f", perSecond);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /// `2:10`, `1:02:10`, `3 d 4 h`.
    static String time(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.toDays() > 0) {
            return "%d d %d h".formatted(duration.toDays(), duration.toHoursPart());
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
