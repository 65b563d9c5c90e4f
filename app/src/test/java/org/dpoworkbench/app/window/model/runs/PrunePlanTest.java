package org.dpoworkbench.app.window.model.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.dpoworkbench.app.window.model.runs.PrunePlan.Measure;
import org.junit.jupiter.api.Test;

class PrunePlanTest {
    private static final List<CheckpointLine> LINES = List.of(
            line(20, OptionalDouble.of(0.60), OptionalDouble.of(0.66)),
            line(40, OptionalDouble.of(0.75), OptionalDouble.of(0.58)),
            line(60, OptionalDouble.of(0.75), OptionalDouble.of(0.55)),
            line(80, OptionalDouble.of(0.70), OptionalDouble.of(0.59)),
            line(100, OptionalDouble.empty(), OptionalDouble.empty()));

    @Test
    void theNewestIsKept() {
        assertThat(kept(new PrunePlan.Newest(), LINES)).containsExactly(100);
    }

    @Test
    void everySecondIsCountedFromTheNewest() {
        assertThat(kept(new PrunePlan.Every(2), LINES)).containsExactly(20, 60, 100);
    }

    @Test
    void theBestIsKeptWithTheNewestAndOfEqualsTheEarlierIsBest() {
        assertThat(kept(new PrunePlan.Best(Measure.ACCURACY), LINES)).containsExactly(40, 100);
        assertThat(kept(new PrunePlan.Best(Measure.LOSS), LINES)).containsExactly(60, 100);
    }

    @Test
    void withoutAnEvaluationNoneIsBestAndNoneGoes() {
        List<CheckpointLine> unmeasured =
                List.of(line(1, OptionalDouble.empty(), OptionalDouble.empty()), LINES.getLast());
        assertThat(new PrunePlan.Best(Measure.LOSS).removed(unmeasured)).isEmpty();
    }

    @Test
    void noPlanFailsOnNoCheckpoints() {
        assertThat(PrunePlan.offered())
                .allSatisfy(plan -> assertThat(plan.removed(List.of())).isEmpty());
    }

    private static List<Integer> kept(PrunePlan plan, List<CheckpointLine> lines) {
        List<CheckpointLine> removed = plan.removed(lines);
        return lines.stream()
                .filter(line -> !removed.contains(line))
                .map(CheckpointLine::step)
                .toList();
    }

    private static CheckpointLine line(int step, OptionalDouble accuracy, OptionalDouble loss) {
        return new CheckpointLine(step, Path.of("step-" + step), 1000, accuracy, loss);
    }
}
