package org.dpoworkbench.app.figure;

import java.util.List;
import java.util.Optional;

/// A figure of a paper, without its looks: panels side by side over the same runs, and the words for its caption.
///
/// @param name   file name without ending, such as `loss`
/// @param title  what it shows, in a few words
/// @param notes  sentences that a reader needs to read it rightly
public record Figure(String name, String title, List<FigureRun> runs, List<Panel> panels, List<String> notes) {
    public Figure {
        runs = List.copyOf(runs);
        panels = panels.stream().filter(panel -> !panel.isEmpty()).toList();
        notes = List.copyOf(notes);
    }

    /// The figure, unless none of its panels has a point.
    static Optional<Figure> of(
            String name, String title, List<FigureRun> runs, List<? extends Panel> panels, List<String> notes) {
        Figure figure = new Figure(name, title, runs, List.copyOf(panels), notes);
        return figure.panels().isEmpty() ? Optional.empty() : Optional.of(figure);
    }

    List<CurvePanel> curvePanels() {
        return panels.stream()
                .filter(CurvePanel.class::isInstance)
                .map(CurvePanel.class::cast)
                .toList();
    }

    List<CloudPanel> clouds() {
        return panels.stream()
                .filter(CloudPanel.class::isInstance)
                .map(CloudPanel.class::cast)
                .toList();
    }

    /// Whether the horizontal axes count optimiser steps.
    public boolean overSteps() {
        return curvePanels().stream().anyMatch(panel -> panel.across().steps());
    }

    /// The title, the notes, how the lines are to be read, and each run with its settings: text to stand below the
    /// figure.
    public String caption() {
        return caption(FigureOptions.on(Sheet.PAGE));
    }

    /// The caption of the figure as it is drawn with these options.
    public String caption(FigureOptions options) {
        return Caption.of(this, options);
    }
}
