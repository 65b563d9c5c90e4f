package org.dpoworkbench.app.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ThinningTest {

    @Property(tries = 200)
    void thinningKeepsTheExtremesAndTheEnds(
            @ForAll @Size(min = 1, max = 500) List<@DoubleRange(min = -1e6, max = 1e6) Double> values,
            @ForAll @IntRange(min = 1, max = 20) int columns) {
        List<Dot> dots = dots(values);
        List<Dot> thinned = Decimation.of(Points.of(dots), columns).dots().toList();

        Comparator<Dot> byValue = Comparator.comparingDouble(Dot::value);
        assertThat(thinned)
                .hasSizeLessThanOrEqualTo(Math.max(dots.size(), 4 * columns))
                .isSubsetOf(dots);
        assertThat(thinned).contains(dots.getFirst(), dots.getLast());
        assertThat(thinned.stream().max(byValue).orElseThrow().value())
                .isEqualTo(dots.stream().max(byValue).orElseThrow().value());
        assertThat(thinned.stream().min(byValue).orElseThrow().value())
                .isEqualTo(dots.stream().min(byValue).orElseThrow().value());
        assertThat(thinned).isSortedAccordingTo(Comparator.comparingDouble(Dot::x));
    }

    @Test
    void aLongCurveIsThinnedToFourPointsAColumn() {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            values.add(Math.sin(i));
        }
        assertThat(Decimation.of(Points.of(dots(values)), 100).dots()).hasSizeLessThanOrEqualTo(400);
    }

    /// A centred mean does not change a straight line, away from its ends.
    @Test
    void smoothingDoesNotLag() {
        List<Double> line = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            line.add(3.0 * i - 7);
        }
        List<Dot> smooth = Smoothing.of(Points.of(dots(line)), 7).dots().toList();

        for (int i = 3; i < 97; i++) {
            assertThat(smooth.get(i).value()).isCloseTo(3.0 * i - 7, within(1e-9));
        }
    }

    @Test
    void smoothingLeavesGapsAsGapsAndOutOfTheMean() {
        List<Dot> dots = List.of(Dot.at(1, 2), Dot.gapAt(2), Dot.at(3, 4));
        List<Dot> smooth = Smoothing.of(Points.of(dots), 3).dots().toList();

        assertThat(smooth.get(0).value()).isEqualTo(2);
        assertThat(smooth.get(1).isGap()).isTrue();
        assertThat(smooth.get(2).value()).isEqualTo(4);
    }

    @Test
    void aShortCurveIsNotSmoothed() {
        assertThat(Smoothing.windowFor(3)).isEqualTo(1);
        assertThat(Smoothing.windowFor(20_000) % 2).isEqualTo(1);
    }

    private static List<Dot> dots(List<Double> values) {
        List<Dot> dots = new ArrayList<>();
        for (double value : values) {
            dots.add(Dot.at(dots.size() + 1, value));
        }
        return dots;
    }
}
