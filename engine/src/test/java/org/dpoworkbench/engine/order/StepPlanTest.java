package org.dpoworkbench.engine.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.problem.UserError;

class StepPlanTest {

    /// transformers: steps of an epoch = ⌈⌈n / B⌉ / A⌉, all steps = ⌈epochs × that⌉.
    @Example
    void stepsAreCountedAsTransformersDoes() {
        assertThat(plan(48, 4, 1, 3).totalSteps()).isEqualTo(36);
        assertThat(plan(48, 4, 2, 1).totalSteps()).isEqualTo(6);
        assertThat(plan(10, 4, 2, 1).totalSteps()).isEqualTo(2);
        assertThat(plan(10, 4, 2, 1.25).totalSteps()).isEqualTo(3);
        assertThat(plan(3, 8, 4, 0.1).totalSteps()).isEqualTo(1);
    }

    @Example
    void maxStepsWinsOverEpochs() {
        BatchConfig config = config(4, 1, 3, OptionalInt.of(60));
        assertThat(StepPlan.of(config, 48).totalSteps()).isEqualTo(60);
        assertThat(StepPlan.of(config, 48).epoch(59)).isEqualTo(4);
    }

    /// 11 pairs in batches of 2, 4 batches a step: 4 + 2 batches, the last one of a single pair.
    @Example
    void anEpochsEndIsRagged() {
        BatchSampler sampler = new BatchSampler(plan(11, 2, 4, 2), new Sequential(11));
        assertThat(batches(sampler, 0)).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4, 5), List.of(6, 7));
        assertThat(batches(sampler, 1)).containsExactly(List.of(8, 9), List.of(10));
        assertThat(batches(sampler, 2)).isEqualTo(batches(sampler, 0));
        assertThat(sampler.plan().epoch(1)).isZero();
        assertThat(sampler.plan().epoch(2)).isEqualTo(1);
        assertThat(IntStream.range(0, 4).mapToDouble(sampler.plan()::epochAfter))
                .containsExactly(4 / 6.0, 1.0, 1 + 4 / 6.0, 2.0);
    }

    @Property(tries = 300)
    void anEpochsStepsHoldEachPairOnceInTheEpochsOrder(
            @ForAll @IntRange(min = 1, max = 200) int pairs,
            @ForAll @IntRange(min = 1, max = 9) int batch,
            @ForAll @IntRange(min = 1, max = 5) int accumulation,
            @ForAll @IntRange(max = 3) int epoch) {
        StepPlan plan = plan(pairs, batch, accumulation, 4);
        EpochOrder order = new Shuffled(pairs, 7);
        BatchSampler sampler = new BatchSampler(plan, order);
        List<Integer> visited = new ArrayList<>();
        int first = epoch * plan.stepsPerEpoch();
        for (int step = first; step < first + plan.stepsPerEpoch(); step++) {
            assertThat(plan.epoch(step)).isEqualTo(epoch);
            batches(sampler, step).forEach(visited::addAll);
        }
        assertThat(visited).isEqualTo(Arrays.stream(order.order(epoch)).boxed().toList());
        assertThat(plan.epochAfter(first + plan.stepsPerEpoch() - 1)).isEqualTo(epoch + 1);
    }

    @Property(tries = 300)
    void thePairsToBeVisitedAreThoseOfAllSteps(
            @ForAll @IntRange(min = 1, max = 60) int pairs,
            @ForAll @IntRange(min = 1, max = 5) int batch,
            @ForAll @IntRange(min = 1, max = 3) int accumulation,
            @ForAll @IntRange(min = 1, max = 40) int maxSteps) {
        StepPlan plan = StepPlan.of(config(batch, accumulation, 1, OptionalInt.of(maxSteps)), pairs);
        BatchSampler sampler = new BatchSampler(plan, new Shuffled(pairs, 3));
        int[] expected = IntStream.range(0, maxSteps)
                .boxed()
                .flatMap(step -> batches(sampler, step).stream().flatMap(List::stream))
                .mapToInt(Integer::intValue)
                .distinct()
                .sorted()
                .toArray();
        assertThat(sampler.visited()).isEqualTo(expected);
    }

    @Example
    void impossiblePlansAreRefused() {
        assertThatThrownBy(() -> plan(0, 4, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan(1000, 1, 1, 1e9))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("num_train_epochs");
        assertThatThrownBy(() -> new BatchSampler(plan(3, 1, 1, 1), new Sequential(4)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<List<Integer>> batches(BatchSampler sampler, int step) {
        int[] target = new int[sampler.plan().batchSize()];
        List<List<Integer>> batches = new ArrayList<>();
        for (int batch = 0; batch < sampler.plan().batches(step); batch++) {
            int pairs = sampler.fill(step, batch, target);
            batches.add(Arrays.stream(target, 0, pairs).boxed().toList());
        }
        return batches;
    }

    private static StepPlan plan(int pairs, int batch, int accumulation, double epochs) {
        return StepPlan.of(config(batch, accumulation, epochs, OptionalInt.empty()), pairs);
    }

    private static BatchConfig config(int batch, int accumulation, double epochs, OptionalInt maxSteps) {
        return new BatchConfig(batch, accumulation, epochs, maxSteps, Sampling.RANDOM, 42, 2048);
    }
}
