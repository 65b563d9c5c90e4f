package org.dpoworkbench.app.window.model.newrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Path;
import java.util.List;
import org.dpoworkbench.app.cli.TrainOptions;
import org.dpoworkbench.engine.config.LossType;
import org.junit.jupiter.api.Test;

class SweepTest {
    private static final Path PROJECT = Path.of("/project");
    private static final FormValues FORM =
            FormValues.of(TrainOptions.defaults(PROJECT.resolve("m"), List.of(PROJECT.resolve("d"))), PROJECT);

    @Test
    void everyCombinationIsOneRunTheSeedsInnermost() {
        Sweep.Expansion sweep = Sweep.expand(
                FORM.with(Field.SEED, "1, 2"),
                List.of(new Sweep.Axis(Field.BETA, "0.05, 0.1, 0.5"), new Sweep.Axis(Field.LOSS_TYPE, "dpo ipo")),
                PROJECT);
        assertThat(sweep.problems()).isEmpty();
        assertThat(sweep.configs()).hasSize(12);
        assertThat(sweep.configs().subList(0, 3))
                .extracting(
                        c -> c.loss().beta(),
                        c -> c.loss().lossType(),
                        c -> c.batch().seed())
                .containsExactly(
                        tuple(0.05, LossType.SIGMOID, 1L),
                        tuple(0.05, LossType.SIGMOID, 2L),
                        tuple(0.05, LossType.IPO, 1L));
    }

    @Test
    void seedsAreAListOrARange() {
        assertThat(seeds("1-5")).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(seeds("1 – 3, 7")).containsExactly(1L, 2L, 3L, 7L);
        assertThat(seeds("42")).containsExactly(42L);
        assertThat(seeds("-5")).containsExactly(-5L);
    }

    @Test
    void aSeedGivenTwiceIsOneRun() {
        assertThat(seeds("1, 1, 1-2")).containsExactly(1L, 2L);
    }

    @Test
    void aValueThatCannotBeIsToldByItsSettingAndNoRunIsMade() {
        Sweep.Expansion sweep = Sweep.expand(FORM, List.of(new Sweep.Axis(Field.BETA, "0.1, 0, x")), PROJECT);
        assertThat(sweep.configs()).isEmpty();
        assertThat(sweep.problems()).hasSize(2).allMatch(problem -> problem.startsWith("beta: "));
    }

    @Test
    void anEmptyListABackwardRangeAndTooManyRunsAreTold() {
        assertThat(Sweep.expand(FORM, List.of(new Sweep.Axis(Field.BETA, " ,")), PROJECT)
                        .problems())
                .singleElement()
                .asString()
                .contains("empty");
        assertThat(Sweep.expand(FORM.with(Field.SEED, "5-1"), List.of(), PROJECT)
                        .problems())
                .singleElement()
                .asString()
                .contains("5-1");
        assertThat(Sweep.expand(FORM.with(Field.SEED, "1-9999"), List.of(), PROJECT)
                        .problems())
                .singleElement()
                .asString()
                .contains("2,000");
    }

    private static List<Long> seeds(String text) {
        return Sweep.expand(FORM.with(Field.SEED, text), List.of(), PROJECT).configs().stream()
                .map(config -> config.batch().seed())
                .toList();
    }
}
