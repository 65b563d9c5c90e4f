package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes a statement's text apart.
final class Statements {
    private static final Pattern GUARD = Pattern.compile("@(!?)\\s*([\\w%$]+)\\s+");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern OPCODE = Pattern.compile("\\.?[a-zA-Z][\\w.:]*");

    private Statements() {}

    static Statement parse(String statement, int line) {
        String text = SPACE.matcher(statement).replaceAll(" ").strip();
        Matcher guard = GUARD.matcher(text);
        String predicate = null;
        boolean negated = false;
        if (guard.lookingAt()) {
            predicate = guard.group(2);
            negated = !guard.group(1).isEmpty();
            text = text.substring(guard.end());
        }
        Matcher opcode = OPCODE.matcher(text);
        if (!opcode.lookingAt()) {
            throw new IllegalArgumentException("PTX line " + line + ": not understood: " + text);
        }
        List<String> operands = Operands.split(text.substring(opcode.end()));
        return new Statement(line, text, predicate, negated, opcode.group(), operands);
    }
}
