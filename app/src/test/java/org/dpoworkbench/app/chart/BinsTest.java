package org.dpoworkbench.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BinsTest {
    @Test
    void aFewWholeNumbersHaveABinEach() {
        Bins bins = Bins.of(new int[] {0, 1, 1, 3}, 0, 3, 60);

        assertThat(bins.counts()).containsExactly(1, 2, 0, 1);
        assertThat(bins.centre(1)).isEqualTo(1);
        assertThat(bins.to()).isEqualTo(3.5);
    }

    @Test
    void manyShareBinsOfEqualWidth() {
        assertThat(Bins.of(new int[] {0, 9, 10, 99}, 0, 99, 10).counts()).containsExactly(2, 1, 0, 0, 0, 0, 0, 0, 0, 1);
    }

    @Test
    void outliersAreCountedInTheLastBins() {
        assertThat(Bins.of(new int[] {-50, 0, 50}, -1, 1, 10).counts()).containsExactly(1, 1, 1);
    }

    @Property(tries = 200)
    void noValueIsLost(@ForAll @Size(max = 50) @IntRange(min = -300, max = 300) int[] values) {
        assertThat(Arrays.stream(Bins.of(values, -40.5, 120.25, 37).counts()).sum())
                .isEqualTo(values.length);
    }
}
