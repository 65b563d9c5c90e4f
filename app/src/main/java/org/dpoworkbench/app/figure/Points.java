package org.dpoworkbench.app.figure;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dpoworkbench.engine.curve.Series;

/// The points along a curve, by position. Most are views of a run's columns, so that a long run is not copied.
interface Points {
    Points NONE = of(List.of());

    int size();

    double x(int index);

    /// NaN is a gap that a line does not cross.
    double y(int index);

    /// Lower end of the value's interval, NaN where there is none.
    default double low(int index) {
        return Double.NaN;
    }

    /// Upper end of the value's interval, NaN where there is none.
    default double high(int index) {
        return Double.NaN;
    }

    default boolean isEmpty() {
        return size() == 0;
    }

    default boolean isGap(int index) {
        return Double.isNaN(y(index));
    }

    default Dot dot(int index) {
        return new Dot(x(index), y(index), low(index), high(index));
    }

    default Stream<Dot> dots() {
        return IntStream.range(0, size()).mapToObj(this::dot);
    }

    /// A view of a run's column.
    static Points of(Series series) {
        return new Points() {
            @Override
            public int size() {
                return series.size();
            }

            @Override
            public double x(int index) {
                return series.step(index);
            }

            @Override
            public double y(int index) {
                return series.value(index);
            }
        };
    }

    static Points of(List<Dot> dots) {
        List<Dot> all = List.copyOf(dots);
        return new Points() {
            @Override
            public int size() {
                return all.size();
            }

            @Override
            public double x(int index) {
                return all.get(index).x();
            }

            @Override
            public double y(int index) {
                return all.get(index).value();
            }

            @Override
            public double low(int index) {
                return all.get(index).low();
            }

            @Override
            public double high(int index) {
                return all.get(index).high();
            }
        };
    }

    /// Points without intervals; the arrays are taken as they are.
    static Points of(double[] x, double[] y) {
        return new Points() {
            @Override
            public int size() {
                return x.length;
            }

            @Override
            public double x(int index) {
                return x[index];
            }

            @Override
            public double y(int index) {
                return y[index];
            }
        };
    }

    /// The points from position `from` up to but without `to`.
    default Points part(int from, int to) {
        Points whole = this;
        return new Points() {
            @Override
            public int size() {
                return to - from;
            }

            @Override
            public double x(int index) {
                return whole.x(from + index);
            }

            @Override
            public double y(int index) {
                return whole.y(from + index);
            }

            @Override
            public double low(int index) {
                return whole.low(from + index);
            }

            @Override
            public double high(int index) {
                return whole.high(from + index);
            }
        };
    }

    /// The same points with other values.
    default Points withValues(double[] values) {
        Points whole = this;
        return new Points() {
            @Override
            public int size() {
                return whole.size();
            }

            @Override
            public double x(int index) {
                return whole.x(index);
            }

            @Override
            public double y(int index) {
                return values[index];
            }
        };
    }
}
