package org.dpoworkbench.app.chart.curve;

import java.util.List;
import org.dpoworkbench.app.present.RunLook;

/// Everything that a line chart shows at one moment, ready to be drawn.
///
/// @param x      what the horizontal axis spans
/// @param y      what the vertical axis spans
/// @param log    whether the vertical axis is logarithmic; then `y` lies above 0
/// @param lines  in the order of drawing
/// @param levels values that theory or a setting gives
/// @param marks  places on the horizontal axis where something was told
public record Drawing(
        Domain domain, Span x, Span y, boolean log, List<Line> lines, List<Level> levels, List<Mark> marks) {

    /// How a line is drawn.
    public enum Form {
        /// Every step as it was: faint, behind the others.
        RAW,
        STRONG,
        /// The lesser of two lines of one run.
        THIN,
        /// Filled markers, with the area between their intervals where they have such.
        MARKERS,
        /// Filled markers joined by a line.
        JOINED_MARKERS,
        /// Hollow markers joined by a thin line.
        HOLLOW
    }

    /// A curve and its look.
    ///
    /// @param name what the line is called at its right end; empty: nothing
    public record Line(Points points, RunLook look, Form form, String name) {}

    /// A horizontal line; one that lies beyond the axis is named at that edge.
    ///
    /// @param label empty: the axis' own zero
    public record Level(double value, String label) {}

    /// A vertical line.
    ///
    /// @param alarm whether it is an alarm rather than a remark
    public record Mark(double x, boolean alarm) {}

    public Drawing {
        lines = List.copyOf(lines);
        levels = List.copyOf(levels);
        marks = List.copyOf(marks);
    }

    public boolean isEmpty() {
        return lines.stream().allMatch(line -> line.points().isEmpty());
    }
}
