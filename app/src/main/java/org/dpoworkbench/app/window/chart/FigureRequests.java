package org.dpoworkbench.app.window.chart;

import java.util.List;

/// Hears which chart is to become a figure for paper.
@FunctionalInterface
public interface FigureRequests {
    /// @param topic id of what the chart is about, such as `loss`; a metric's name for others than the usual ones
    /// @param runs  ids of the runs that it shows
    void figure(String topic, List<String> runs);
}
