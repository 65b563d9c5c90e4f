package org.dpoworkbench.app.window.model.newrun;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.ui.Messages;

/// Lists as people type them: `1, 2, 3`, `1-5`, `0.05 0.1`.
final class ValueList {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})\\s*[-–]\\s*(\\d{1,9})");
    private static final int LONGEST_RANGE = 10_000;

    private ValueList() {}

    /// The values, each once, in their order.
    ///
    /// @param ranges whether `1-5` stands for five values
    /// @throws UserError where there is none, or a range goes backwards
    static List<String> of(String text, boolean ranges) {
        List<String> values = new ArrayList<>();
        String joined = ranges ? text.replaceAll("(\\d)\\s*[-–]\\s*(\\d)", "$1-$2") : text;
        for (String part : joined.strip().split("[,;\\s]+", -1)) {
            Matcher range = RANGE.matcher(part);
            if (ranges && range.matches()) {
                addRange(values, Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
            } else if (!part.isEmpty()) {
                values.add(part);
            }
        }
        if (values.isEmpty()) {
            throw new UserError(Messages.text("newrun.error.noValues"));
        }
        return values.stream().distinct().toList();
    }

    private static void addRange(List<String> values, int from, int to) {
        if (to < from || to - from >= LONGEST_RANGE) {
            throw new UserError(Messages.text("newrun.error.range", Integer.toString(from), Integer.toString(to)));
        }
        for (int value = from; value <= to; value++) {
            values.add(Integer.toString(value));
        }
    }
}
