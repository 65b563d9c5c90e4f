package org.dpoworkbench.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;

class LineNamesTest {
    private static final Rectangle2D AREA = new Rectangle2D.Double(50, 10, 300, 200);

    @Test
    void namesEndWhereTheirLinesEnd() {
        assertThat(LineNames.left(AREA, 200, 40)).isEqualTo(156);
        assertThat(LineNames.left(AREA, 350, 40)).isEqualTo(306);
    }

    /// As the names of a short run do beside a long one.
    @Test
    void aNameWithoutRoomBeforeItsEndStandsBehind() {
        assertThat(LineNames.left(AREA, 60, 40)).isEqualTo(64);
    }

    @Test
    void noNameLeavesTheChartAtTheRight() {
        assertThat(LineNames.left(AREA, 900, 40)).isEqualTo(306);
        assertThat(LineNames.left(new Rectangle2D.Double(50, 10, 60, 200), 90, 50))
                .isEqualTo(56);
    }
}
