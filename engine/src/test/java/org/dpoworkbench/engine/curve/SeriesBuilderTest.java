package org.dpoworkbench.engine.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/// The control is a sorted map.
class SeriesBuilderTest {

    @Property(tries = 300, seed = "42")
    void aSeriesHoldsWhatWasSaidLastAndItsSnapshotsWhatWasSaidThen(
            @ForAll @Size(max = 60) List<@IntRange(min = -3, max = 40) Integer> jumps) {
        var builder = new SeriesBuilder(1);
        var control = new TreeMap<Integer, Double>();
        List<Series> snapshots = new ArrayList<>();
        List<Map<Integer, Double>> then = new ArrayList<>();
        int step = 0;
        for (int jump : jumps) {
            if (jump == 40) {
                builder.truncateAfter(step - 2);
                control.tailMap(step - 2, false).clear();
            } else {
                step += jump > 3 ? 1 : jump; // mostly without a gap
                double value = control.size() + 0.5 * jump;
                builder.add(step, value);
                control.tailMap(step, true).clear();
                control.put(step, value);
            }
            snapshots.add(builder.snapshot());
            then.add(new TreeMap<>(control));
        }
        for (int i = 0; i < snapshots.size(); i++) {
            assertThat(points(snapshots.get(i))).isEqualTo(then.get(i));
        }
        Series last = builder.snapshot();
        for (int asked = -5; asked < step + 5; asked++) {
            assertThat(last.at(asked)).isEqualTo(value(control.get(asked)));
            Map.Entry<Integer, Double> before = control.floorEntry(asked);
            assertThat(last.atOrBefore(asked)).isEqualTo(value(before == null ? null : before.getValue()));
        }
    }

    private static OptionalDouble value(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static Map<Integer, Double> points(Series series) {
        Map<Integer, Double> points = new TreeMap<>();
        for (int i = 0; i < series.size(); i++) {
            points.put(series.step(i), series.value(i));
        }
        assertThat(points).hasSize(series.size());
        return points;
    }
}
