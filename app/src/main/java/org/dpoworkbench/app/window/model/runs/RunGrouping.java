package org.dpoworkbench.app.window.model.runs;

import java.util.TreeSet;
import org.dpoworkbench.app.present.Badge;
import org.dpoworkbench.ui.Messages;

/// What the list of runs is divided by.
public enum RunGrouping {
    NONE,
    LOSS,
    STATE,
    TAG;

    /// The heading that the run stands under; a run with several tags stands under all of them together.
    String heading(RunFacts run) {
        return switch (this) {
            case NONE -> "";
            case LOSS ->
                run.config()
                        .map(Badge::lossName)
                        .or(() -> run.summary().origin())
                        .orElse(Messages.text("runs.group.noLoss"));
            case STATE -> StateWords.of(run.summary());
            case TAG ->
                run.tags().isEmpty() ? Messages.text("runs.group.noTag") : String.join(", ", new TreeSet<>(run.tags()));
        };
    }

    /// For people.
    public String title() {
        return switch (this) {
            case NONE -> Messages.text("runs.group.none");
            case LOSS -> Messages.text("runs.group.loss");
            case STATE -> Messages.text("runs.group.state");
            case TAG -> Messages.text("runs.group.tag");
        };
    }
}
