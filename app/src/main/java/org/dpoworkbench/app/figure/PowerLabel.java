package org.dpoworkbench.app.figure;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;

/// Labels of a logarithmic axis: `0.01`, `1`, `100`, `1e8`.
final class PowerLabel extends NumberFormat {
    @Override
    public StringBuffer format(double number, StringBuffer appendTo, FieldPosition position) {
        return appendTo.append(Numbers.plain(Math.pow(10, Math.rint(Math.log10(number)))));
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
