package org.dpoworkbench.engine.problem;

import java.util.ArrayList;
import java.util.List;

/// Collects everything that is wrong with a value, so that its constructor can say it all at once.
public final class Problems {
    private final String concern;
    private final List<String> found = new ArrayList<>();

    private Problems(String concern) {
        this.concern = concern;
    }

    /// @param concern what the value is about, the first word of each problem
    public static Problems in(String concern) {
        return new Problems(concern);
    }

    /// Notes the problem where `fine` is false.
    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a library's
    public Problems check(boolean fine, String problem, Object... arguments) {
        if (!fine) {
            found.add(concern + ": " + problem.formatted(arguments));
        }
        return this;
    }

    /// Runs `value` and, where it throws a [UserError], takes over its problems; for settings made of several records.
    public Problems collect(Runnable value) {
        try {
            value.run();
        } catch (UserError e) {
            found.addAll(e.problems());
        }
        return this;
    }

    public List<String> found() {
        return List.copyOf(found);
    }

    /// @throws UserError with every problem noted, if there is one
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new UserError(found);
        }
    }
}
