package org.dpoworkbench.app.window.runs;

import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RunList;
import org.dpoworkbench.app.window.model.runs.CheckpointsViewModel;
import org.dpoworkbench.app.window.model.runs.ComparisonViewModel;
import org.dpoworkbench.app.window.model.runs.LogViewModel;
import org.dpoworkbench.app.window.model.runs.RunActions;
import org.dpoworkbench.app.window.model.runs.RunCommands;
import org.dpoworkbench.app.window.model.runs.RunListViewModel;
import org.dpoworkbench.app.window.model.runs.RunRecords;

/// What the parts of the place *Runs* share.
record RunsContext(
        PlaceContext place,
        RunListViewModel list,
        RunActions actions,
        RunCommands commands,
        RunRecords records,
        ComparisonViewModel comparison,
        CheckpointsViewModel checkpoints,
        LogViewModel log,
        RunWishes wishes) {
    static RunsContext of(PlaceContext place) {
        Workbench workbench = place.workbench();
        var list = new RunListViewModel(workbench.runs(), workbench.ui());
        var actions = new RunActions(workbench);
        var records = new RunRecords(workbench.background(), workbench.ui());
        return new RunsContext(
                place,
                list,
                actions,
                new RunCommands(list, actions),
                records,
                new ComparisonViewModel(
                        workbench.runs(), list.selection(), records, workbench.background(), workbench.ui()),
                new CheckpointsViewModel(workbench),
                new LogViewModel(workbench),
                new RunWishes());
    }

    Workbench workbench() {
        return place.workbench();
    }

    RunList runs() {
        return workbench().runs();
    }
}
