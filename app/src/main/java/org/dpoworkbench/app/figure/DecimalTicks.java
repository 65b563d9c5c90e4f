package org.dpoworkbench.app.figure;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import org.dpoworkbench.app.present.Numbers;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.TickUnit;
import org.jfree.chart.axis.TickUnitSource;

/// Ticks at 1, 2 and 5 times powers of ten, all labels of an axis with the same digits, in no locale's dress.
///
/// @param wholeOnly whether the axis counts, so that no tick lies between two whole numbers
public record DecimalTicks(boolean wholeOnly) implements TickUnitSource {
    private static final double[] STEPS = {1, 2, 5, 10};

    @Override
    public TickUnit getLargerTickUnit(TickUnit unit) {
        return ceiling(unit.getSize() * 1.01);
    }

    @Override
    public TickUnit getCeilingTickUnit(TickUnit unit) {
        return ceiling(unit.getSize());
    }

    @Override
    public TickUnit getCeilingTickUnit(double size) {
        return ceiling(size);
    }

    private NumberTickUnit ceiling(double size) {
        double atLeast = wholeOnly ? Math.max(1, size) : size;
        int power = (int) Math.floor(Math.log10(atLeast));
        for (double step : STEPS) {
            double unit = step * Math.pow(10, power);
            if (unit >= atLeast * (1 - 1e-9)) {
                int decimals = (int) Math.max(0, -Math.floor(Math.log10(unit) + 1e-9));
                return new NumberTickUnit(unit, new Label(decimals));
            }
        }
        throw new IllegalArgumentException("No tick unit for " + size);
    }

    /// Numbers with a true minus sign and a fixed count of decimals.
    private static final class Label extends NumberFormat {
        private final int decimals;

        Label(int decimals) {
            this.decimals = decimals;
        }

        @Override
        public StringBuffer format(double number, StringBuffer appendTo, FieldPosition position) {
            return appendTo.append(Numbers.fixed(number, decimals));
        }

        @Override
        public StringBuffer format(long number, StringBuffer appendTo, FieldPosition position) {
            return format((double) number, appendTo, position);
        }

        @Override
        public Number parse(String source, ParsePosition parsePosition) {
            throw new UnsupportedOperationException("Labels are only written");
        }
    }
}
