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
            String name, String title, List<FigureRun> runs, List<Panel> panels, List<String> notes) {
        Figure figure = new Figure(name, title, runs, panels, notes);
        return figure.panels().isEmpty() ? Optional.empty() : Optional.of(figure);
    }

    /// The title, the notes, how the lines are to be read, and each run with its settings: text to stand below the
    /// figure.
    public String caption() {
        return Caption.of(this);
    }
}
