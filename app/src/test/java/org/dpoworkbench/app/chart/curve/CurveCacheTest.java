package org.dpoworkbench.app.chart.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dpoworkbench.app.chart.curve.CurveCache.Look;
import org.dpoworkbench.app.chart.curve.CurveCache.Source;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.RunCurvesBuilder;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.Event;
import org.junit.jupiter.api.Test;

class CurveCacheTest {
    private static final Source LOSS = new Source("run", "loss");
    private static final Positions STEPS = Positions.of(RunCurves.EMPTY, Domain.STEP);
    private static final int COLUMNS = 300;

    private final CurveCache cache = new CurveCache();

    @Test
    void noSpikeIsLostInThinning() {
        Series series = series(100_000, step -> step == 54_321 ? 9 : 0.5);
        Points points = cache.line(LOSS, series, STEPS, look(100_000, 0));
        assertThat(points.size()).isLessThanOrEqualTo(4 * (COLUMNS + 2));
        assertThat(points.span(0, 100_000)).contains(new Span(0.5, 9));
    }

    /// A spike of 1 on a ground of 0 has the mean 1/window in a window: the largest value of the smoothed curve, which
    /// is only right if every point went into it.
    @Test
    void allPointsAreSmoothedBeforeAnyIsLeftOut() {
        int points = 30_000;
        Series series = series(points, step -> step == points / 2 ? 1 : 0);
        Points drawn = cache.line(LOSS, series, STEPS, look(points, 1.0 / 15));
        assertThat(drawn.span(0, points).orElseThrow().to()).isCloseTo(1.0 / 2001, within(1e-12));
    }

    @Test
    void shortCurvesAreNotSmoothed() {
        Series series = series(20, step -> step % 2);
        assertThat(cache.line(LOSS, series, STEPS, look(20, 0.3)).span(0, 20)).contains(new Span(0, 1));
    }

    @Test
    void aGrowingCurveIsTheSameAsOneReadAtOnce() {
        IntToDoubleFunction noise = step -> new Random(step).nextGaussian();
        for (int size = 100; size <= 5_000; size += 700) {
            same(cache.line(LOSS, series(size, noise), STEPS, look(5_000, 0.1)), series(size, noise));
        }
    }

    @Test
    void aRunThatTookPointsBackAndSaidOthersIsSmoothedAnew() {
        cache.line(LOSS, series(1_000, _ -> 1), STEPS, look(5_000, 0.1));
        Series resumed = series(1_500, step -> step < 700 ? 1 : 5);
        same(cache.line(LOSS, resumed, STEPS, look(5_000, 0.1)), resumed);
    }

    @Test
    void nothingIsMadeTwice() {
        Series series = series(1_000, step -> step);
        assertThat(cache.line(LOSS, series, STEPS, look(1_000, 0.1)))
                .isSameAs(cache.line(LOSS, series, STEPS, look(1_000, 0.1)));
    }

    /// A curve that is looked at again is thinned by blocks of points, and then by points alone where those do not fit.
    @Test
    void aPartOfACurveSeenBeforeIsDrawnAsIfItWereNew() {
        var random = new Random(3);
        int[] steps = new int[20_000];
        for (int i = 1; i < steps.length; i++) {
            steps[i] = steps[i - 1] + (random.nextInt(700) == 0 ? 40 : 1);
        }
        Series series = Series.of(
                steps,
                IntStream.of(steps).mapToDouble(_ -> random.nextGaussian()).toArray());
        for (double share : new double[] {0, 0.01}) {
            cache.line(LOSS, series, STEPS, look(series.lastStep(), share));
            for (int part = 0; part < 50; part++) {
                double from = random.nextDouble() * series.lastStep();
                var span = new Span(from, from + random.nextDouble() * (series.lastStep() - from));
                var look = new Look(Domain.STEP, span, COLUMNS, share);
                assertThat(values(cache.line(LOSS, series, STEPS, look)))
                        .isEqualTo(values(new CurveCache().line(LOSS, series, STEPS, look)));
            }
        }
    }

    /// Places and values, one after the other.
    private static List<Double> values(Points points) {
        return IntStream.range(0, points.size())
                .boxed()
                .flatMap(i -> Stream.of(points.x(i), points.y(i)))
                .toList();
    }

    @Test
    void missingStepsBreakTheLine() {
        Series series = Series.of(new int[] {1, 2, 3, 50, 51}, new double[] {1, 1, 1, 2, 2});
        Points points = cache.line(LOSS, series, STEPS, look(60, 0));
        assertThat(IntStream.range(0, points.size()).mapToObj(points::y)).contains(Double.NaN);
    }

    @Test
    void aPartIsDrawnToItsEdges() {
        Series series = series(1_000, step -> step);
        Look part = new Look(Domain.STEP, new Span(400.5, 500.5), COLUMNS, 0);
        Points points = cache.line(LOSS, series, STEPS, part);
        assertThat(points.x(0)).isEqualTo(400);
        assertThat(points.x(points.size() - 1)).isGreaterThan(500.5);
        assertThat(points.size()).isLessThan(120);
    }

    @Test
    void stepsLieWhereTheirEpochAndTimeAre() {
        var builder = new RunCurvesBuilder();
        builder.add(new Entry(1, Instant.EPOCH, new Event.Started(1, "here", 4)));
        for (int step = 1; step <= 4; step++) {
            builder.add(new Entry(
                    step + 1,
                    Instant.EPOCH.plusSeconds(10L * step),
                    new Event.Step(step, Map.of("loss", 0.5, "epoch", step / 4.0))));
        }
        RunCurves curves = builder.snapshot();
        assertThat(Positions.of(curves, Domain.EPOCH).of(2)).isEqualTo(0.5);
        assertThat(Positions.of(curves, Domain.TIME).of(3)).isEqualTo(30);
        assertThat(Positions.of(curves, Domain.TIME).of(0)).isZero();
        assertThat(Positions.of(curves, Domain.TIME).nearestStep(26, curves.series("loss")))
                .contains(3);
        Points points = cache.line(
                LOSS,
                curves.series("loss"),
                Positions.of(curves, Domain.EPOCH),
                new Look(Domain.EPOCH, new Span(0, 1), COLUMNS, 0));
        assertThat(IntStream.range(0, points.size()).mapToObj(points::x)).containsExactly(0.25, 0.5, 0.75, 1.0);
    }

    private void same(Points points, Series series) {
        Points fresh = new CurveCache().line(LOSS, series, STEPS, look(5_000, 0.1));
        assertThat(points.size()).isEqualTo(fresh.size());
        for (int i = 0; i < points.size(); i++) {
            assertThat(points.x(i)).isEqualTo(fresh.x(i));
            assertThat(points.y(i)).isCloseTo(fresh.y(i), within(1e-9));
        }
    }

    private static Look look(int end, double share) {
        return new Look(Domain.STEP, new Span(0, end), COLUMNS, share);
    }

    private static Series series(int size, IntToDoubleFunction value) {
        return Series.of(
                IntStream.rangeClosed(1, size).toArray(),
                IntStream.rangeClosed(1, size).mapToDouble(value).toArray());
    }
}
