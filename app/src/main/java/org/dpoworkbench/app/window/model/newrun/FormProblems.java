package org.dpoworkbench.app.window.model.newrun;

import java.util.List;
import org.dpoworkbench.app.window.model.Notices;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.ui.Messages;

/// Where problems go that are found after the form was read: beside their fields; what is none of the user's goes to
/// the notices.
record FormProblems(RunForm form, Notices notices) {
    /// @return those that are about no single field
    List<String> tell(Throwable error) {
        if (error instanceof KindMismatch.Found found) {
            form.tell(found.mismatch().texts());
            return List.of();
        }
        if (error instanceof UserError wrong) {
            return form.tell(wrong.problems());
        }
        notices.error(error);
        return List.of(Messages.text("newrun.check.unexpected"));
    }
}
