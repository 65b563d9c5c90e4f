package org.dpoworkbench.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AxisRangeTest {
    @Property
    void everyRangeHoldsItsValuesAndZeroAndHasRoundTicks(
            @ForAll @DoubleRange(min = -1e4, max = 1e4) double a,
            @ForAll @DoubleRange(min = -1e4, max = 1e4) double b) {
        AxisRange range = AxisRange.holding(Math.min(a, b), Math.max(a, b), 6);
        assertThat(range.low()).isLessThanOrEqualTo(Math.min(0, Math.min(a, b)));
        assertThat(range.high()).isGreaterThanOrEqualTo(Math.max(0, Math.max(a, b)));
        assertThat(range.ticks())
                .hasSizeBetween(2, 8)
                .anyMatch(tick -> tick == 0)
                .allMatch(tick -> tick >= range.low() - 1e-9 && tick <= range.high() + 1e-9);
    }

    @Test
    void valuesOutsideAHistogramCountAtItsEnds() {
        double[] values = {-9, -0.5, 0.5, 0.6, 9, Double.NaN};
        Histogram histogram = Histogram.of(new AxisRange(-1, 1, 1), 4, values.length, i -> values[i]);
        assertThat(histogram.counts()).containsExactly(1, 1, 0, 3);
    }
}
