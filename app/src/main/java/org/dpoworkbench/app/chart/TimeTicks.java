package org.dpoworkbench.app.chart;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.TickUnit;
import org.jfree.chart.axis.TickUnitSource;

/// Ticks at round seconds, minutes, hours and days, written as `45 s`, `12:30` (minutes and seconds), `3:15 h`, `2 d`.
final class TimeTicks implements TickUnitSource {
    static final TickUnitSource SOURCE = new TimeTicks();

    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;
    private static final int[] SECONDS = {
        1,
        2,
        5,
        10,
        15,
        30,
        MINUTE,
        2 * MINUTE,
        5 * MINUTE,
        10 * MINUTE,
        15 * MINUTE,
        30 * MINUTE,
        HOUR,
        2 * HOUR,
        3 * HOUR,
        6 * HOUR,
        12 * HOUR,
        DAY
    };

    private TimeTicks() {}

    @Override
    public TickUnit getLargerTickUnit(TickUnit unit) {
        return getCeilingTickUnit(unit.getSize() * 1.01);
    }

    @Override
    public TickUnit getCeilingTickUnit(TickUnit unit) {
        return getCeilingTickUnit(unit.getSize());
    }

    @Override
    public TickUnit getCeilingTickUnit(double size) {
        for (int seconds : SECONDS) {
            if (seconds >= size) {
                return new NumberTickUnit(seconds, new Label());
            }
        }
        double days = Math.ceil(size / DAY);
        return new NumberTickUnit(days * DAY, new Label());
    }

    /// Seconds as people read them.
    static String text(double seconds) {
        long whole = Math.round(seconds);
        if (whole < MINUTE) {
            return whole + " s";
        }
        if (whole < HOUR) {
            return String.format(Locale.ROOT, "%d:%02d", whole / MINUTE, whole % MINUTE);
        }
        if (whole < 2L * DAY) {
            return String.format(Locale.ROOT, "%d:%02d h", whole / HOUR, whole % HOUR / MINUTE);
        }
        return whole / DAY + " d" + (whole % DAY == 0 ? "" : " " + whole % DAY / HOUR + " h");
    }

    private static final class Label extends NumberFormat {
        private static final long serialVersionUID = 1;

        @Override
        public StringBuffer format(double number, StringBuffer appendTo, FieldPosition position) {
            return appendTo.append(text(number));
        }

        @Override
        public StringBuffer format(long number, StringBuffer appendTo, FieldPosition position) {
            return appendTo.append(text(number));
        }

        @Override
        public Number parse(String source, ParsePosition parsePosition) {
            throw new UnsupportedOperationException("Labels are only written");
        }
    }
}
