package org.dpoworkbench.engine.problem;

import java.util.List;

/// Something that the user can mend: a wrong file, a wrong setting, a full disk. Its message says what failed,
/// where, why and what to do; the faces show it as it is, without a stack trace.
public class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public UserError(String message) {
        this(List.of(message));
    }

    public UserError(String message, Throwable cause) {
        super(message, cause);
        this.problems = List.of(message);
    }

    /// @param problems every problem found, at least one, each a sentence of its own
    public UserError(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /// All problems at once, so that nobody mends them one start at a time.
    public List<String> problems() {
        return problems;
    }
}
