package org.dpoworkbench.engine.text;

import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.engine.data.RecordProblem;
import org.dpoworkbench.engine.problem.UserError;

/// Says which records cannot be read: the first of them, and how many there are.
final class UnreadableRecords {
    private static final int SHOWN = 5;

    private UnreadableRecords() {}

    /// @throws UserError where there is one
    static void throwIfAny(List<RecordProblem> refused) {
        if (refused.isEmpty()) {
            return;
        }
        List<String> problems = new ArrayList<>();
        refused.stream().limit(SHOWN).map(RecordProblem::toString).forEach(problems::add);
        if (refused.size() > SHOWN) {
            problems.add("… and %d more.".formatted(refused.size() - SHOWN));
        }
        problems.add(("%d record%s cannot be read, so nothing was written. "
                        + "Mend the data, or pass --skip-invalid to go on without them.")
                .formatted(refused.size(), refused.size() == 1 ? "" : "s"));
        throw new UserError(problems);
    }
}
