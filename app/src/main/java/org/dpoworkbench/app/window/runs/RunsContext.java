package org.dpoworkbench.app.window.runs;

import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RunList;
import org.dpoworkbench.app.window.model.runs.RunActions;
import org.dpoworkbench.app.window.model.runs.RunCommands;
import org.dpoworkbench.app.window.model.runs.RunListViewModel;

/// What the parts of the place *Runs* share.
record RunsContext(
        PlaceContext place, RunListViewModel list, RunActions actions, RunCommands commands, RunWishes wishes) {
    static RunsContext of(PlaceContext place) {
        Workbench workbench = place.workbench();
        var list = new RunListViewModel(workbench.runs(), workbench.ui());
        var actions = new RunActions(workbench);
        return new RunsContext(place, list, actions, new RunCommands(list, actions), new RunWishes());
    }

    Workbench workbench() {
        return place.workbench();
    }

    RunList runs() {
        return workbench().runs();
    }
}
