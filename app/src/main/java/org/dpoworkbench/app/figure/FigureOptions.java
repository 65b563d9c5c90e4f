package org.dpoworkbench.app.figure;

import java.util.OptionalInt;
import org.dpoworkbench.engine.problem.Problems;

/// How a figure is drawn, whatever it shows.
///
/// @param sheet     the paper
/// @param legend    where the runs' names stand
/// @param title     whether the figure's title stands above it; a paper has it in the caption
/// @param grey      greys instead of colours: runs are told apart by dashes and markers
/// @param smoothing window of the strong line in points, odd; 1: none; absent: by the curve's length
/// @param fromStep  first step on the horizontal axis; absent: 0
/// @param toStep    last step on the horizontal axis; absent: the last that a run took
/// @param marked    a step to mark by a vertical line
public record FigureOptions(
        Sheet sheet,
        LegendPlace legend,
        boolean title,
        boolean grey,
        OptionalInt smoothing,
        OptionalInt fromStep,
        OptionalInt toStep,
        OptionalInt marked) {

    /// Where the legend stands.
    public enum LegendPlace {
        BELOW,
        ABOVE,
        RIGHT,
        NONE
    }

    public FigureOptions {
        Problems.in("figure")
                .check(smoothing.orElse(1) >= 1, "smoothing must be at least 1 point, is %s", smoothing.orElse(1))
                .check(fromStep.orElse(0) >= 0, "the first step must be >= 0, is %s", fromStep.orElse(0))
                .check(
                        toStep.orElse(Integer.MAX_VALUE) > fromStep.orElse(0),
                        "the last step must be after the first, %s, is %s",
                        fromStep.orElse(0),
                        toStep.orElse(0))
                .throwIfAny();
    }

    /// In colour on this paper, the legend below, no title, all steps.
    public static FigureOptions on(Sheet sheet) {
        return new FigureOptions(
                sheet,
                LegendPlace.BELOW,
                false,
                false,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    public FigureOptions withSheet(Sheet other) {
        return new FigureOptions(other, legend, title, grey, smoothing, fromStep, toStep, marked);
    }

    public FigureOptions withLegend(LegendPlace other) {
        return new FigureOptions(sheet, other, title, grey, smoothing, fromStep, toStep, marked);
    }

    public FigureOptions withTitle(boolean other) {
        return new FigureOptions(sheet, legend, other, grey, smoothing, fromStep, toStep, marked);
    }

    public FigureOptions withGrey(boolean other) {
        return new FigureOptions(sheet, legend, title, other, smoothing, fromStep, toStep, marked);
    }

    public FigureOptions withSmoothing(OptionalInt other) {
        return new FigureOptions(sheet, legend, title, grey, other, fromStep, toStep, marked);
    }

    public FigureOptions withSteps(OptionalInt from, OptionalInt to) {
        return new FigureOptions(sheet, legend, title, grey, smoothing, from, to, marked);
    }

    public FigureOptions withMarked(OptionalInt other) {
        return new FigureOptions(sheet, legend, title, grey, smoothing, fromStep, toStep, other);
    }

    boolean limitsSteps() {
        return fromStep.isPresent() || toStep.isPresent();
    }

    /// The part of a curve over steps that lies in the range; the points are ascending.
    Points inRange(Points points) {
        if (!limitsSteps()) {
            return points;
        }
        return points.part(
                firstFrom(points, fromStep.orElse(0)), firstFrom(points, toStep.orElse(Integer.MAX_VALUE - 1) + 1.0));
    }

    /// Position of the first point at or after `x`; the size where there is none.
    private static int firstFrom(Points points, double x) {
        int low = 0;
        int high = points.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (points.x(middle) < x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
