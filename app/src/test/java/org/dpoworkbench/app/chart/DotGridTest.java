package org.dpoworkbench.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.dpoworkbench.app.present.RunLook;
import org.junit.jupiter.api.Test;

class DotGridTest {
    @Property
    void theNearestDotIsTheOneThatASearchThroughAllFinds(
            @ForAll @IntRange(max = 300) int dots,
            @ForAll long seed,
            @ForAll @DoubleRange(min = -50, max = 550) double x,
            @ForAll @DoubleRange(min = -50, max = 550) double y,
            @ForAll @DoubleRange(min = 0.5, max = 60) double reach) {
        double[][] places = places(dots, seed);
        assertThat(new DotGrid(places[0], places[1]).nearest(x, y, reach)).isEqualTo(nearest(places, x, y, reach));
    }

    @Test
    void dotsThatLieNowhereAreNotFound() {
        var grid = new DotGrid(new double[] {Double.NaN, 10}, new double[] {5, Double.POSITIVE_INFINITY});
        assertThat(grid.nearest(10, 5, 1000)).isEmpty();
    }

    @Test
    void anArrowLeadsToTheNextDotInItsDirection() {
        var grid = new DotGrid(new double[] {100, 130, 110, 100}, new double[] {100, 104, 180, 60});
        assertThat(grid.inDirection(100, 100, 1, 0)).hasValue(1);
        assertThat(grid.inDirection(100, 100, 0, 1)).hasValue(2);
        assertThat(grid.inDirection(100, 100, 0, -1)).hasValue(3);
        assertThat(grid.inDirection(100, 100, -1, 0)).isEmpty();
    }

    @Test
    void aLassoHoldsWhatLiesInside() {
        var triangle = new Lasso();
        triangle.add(0, 0);
        triangle.add(10, 0);
        triangle.add(0, 10);
        assertThat(triangle.contains(2, 2)).isTrue();
        assertThat(triangle.contains(6, 6)).isFalse();
        assertThat(Lasso.rectangle(5, 5, 1, 1).contains(3, 3)).isTrue();
        assertThat(Lasso.rectangle(5, 5, 1, 1).contains(6, 3)).isFalse();
    }

    @Test
    void aSelectedDotIsDrawnOverTheOthersAndStronger() {
        int[] pixels = new int[11 * 11];
        var raster = new DotRaster(11, 11, pixels, 1);
        var style = List.of(
                new DotStyle(RunLook.Marker.CIRCLE, 0x0000FF, "blue"),
                new DotStyle(RunLook.Marker.SQUARE, 0xFF0000, "red"));
        double[] middle = {5, 5};
        raster.draw(middle, middle, new byte[] {0, 1}, style, new BitSet());
        assertThat(pixels[5 * 11 + 5] >> 16 & 0xFF).isGreaterThan(150); // the later dot lies above
        var first = new BitSet();
        first.set(0);
        raster.draw(middle, middle, new byte[] {0, 1}, style, first);
        assertThat(pixels[5 * 11 + 5]).isEqualTo(0xFF0000FF);
        assertThat(pixels[0]).isZero();
    }

    private static double[][] places(int dots, long seed) {
        var random = new Random(seed);
        double[][] places = new double[2][dots];
        for (int i = 0; i < dots; i++) {
            places[0][i] = Math.round(random.nextDouble() * 500); // some lie on each other
            places[1][i] = Math.round(random.nextDouble() * 500);
        }
        return places;
    }

    private static OptionalInt nearest(double[][] places, double x, double y, double reach) {
        int found = -1;
        double best = reach * reach;
        for (int i = 0; i < places[0].length; i++) {
            double dx = places[0][i] - x;
            double dy = places[1][i] - y;
            double distance = dx * dx + dy * dy;
            if (distance < best || found < 0 && distance == best) {
                best = distance;
                found = i;
            }
        }
        return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
    }
}
