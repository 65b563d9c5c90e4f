package org.dpoworkbench.app.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.app.present.Numbers;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/// A vertical logarithmic axis with a tick at each power of ten and plain text beside it: `0.01`, `1`, `100`.
public final class PowersOfTenAxis extends LogAxis {
    public PowersOfTenAxis(String label, Range range) {
        super(label);
        // The library's own smallest value is 1e-100, from where it would count every decade.
        setSmallestValue(range.getLowerBound());
        setRange(range, true, false);
        setMinorTickMarksVisible(false);
    }

    @Override
    protected List<NumberTick> refreshTicksVertical(Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
        List<NumberTick> ticks = new ArrayList<>();
        int last = (int) Math.floor(Math.log10(getRange().getUpperBound()));
        for (int power = (int) Math.ceil(Math.log10(getRange().getLowerBound())); power <= last; power++) {
            double value = Math.pow(10, power);
            ticks.add(new NumberTick(value, Numbers.plain(value), TextAnchor.CENTER_RIGHT, TextAnchor.CENTER, 0));
        }
        return ticks;
    }
}
