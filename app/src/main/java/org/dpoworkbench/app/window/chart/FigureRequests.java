package org.dpoworkbench.app.window.chart;

import java.util.List;

/// Hears which chart is to become a figure for paper.
@FunctionalInterface
public interface FigureRequests {
    /// @param metric the first metric that the chart shows, by its name in files
    /// @param runs  ids of the runs that it shows
    void figure(String metric, List<String> runs);
}
