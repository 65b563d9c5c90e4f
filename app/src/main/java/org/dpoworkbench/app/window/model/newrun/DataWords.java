package org.dpoworkbench.app.window.model.newrun;

import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.ui.Messages;

/// What a run's data are, in words.
public final class DataWords {
    private DataWords() {}

    /// Such as `3,200 pairs to train on, 400 held out, at most 128 tokens each.`
    public static String counts(DataReport report) {
        int train = report.trainPairs();
        int heldOut = report.heldOutPairs();
        int length = report.maxLength();
        return switch (report.kind()) {
            case PAIRS -> Messages.text("newrun.data.pairs", train, heldOut, length);
            case UNPAIRED -> Messages.text("newrun.data.unpaired", train, heldOut, length);
            case RANKINGS -> Messages.text("newrun.data.rankings", train, heldOut, length);
            case COMPLETIONS -> Messages.text("newrun.data.completions", train, heldOut, length);
        };
    }
}
