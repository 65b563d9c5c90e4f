package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Collects a kernel's instructions in order, puts them under their guards, and joins jumps with labels.
final class Assembler {
    /// The thread tags of shared memory have room for so many.
    private static final int MOST = 1 << 14;

    private final Names names;
    private final List<Instruction> code = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private final Map<Branch, Statement> jumps = new HashMap<>();
    private final Map<String, String[]> tables = new HashMap<>();
    private final List<Runnable> deferred = new ArrayList<>();
    private String lastLabel;

    Assembler(Names names) {
        this.names = names;
    }

    void label(String name) {
        labels.put(name, code.size());
        lastLabel = name;
    }

    /// `.branchtargets` after its label.
    void table(Statement statement) {
        tables.put(lastLabel, statement.operands().toArray(String[]::new));
    }

    void emit(Statement statement, Instruction instruction) {
        if (instruction instanceof Branch branch) {
            jumps.put(branch, statement);
        }
        Instruction guarded = instruction;
        if (statement.guard() != null) {
            Names.Slot predicate = names.register(statement.guard());
            if (predicate == null) {
                throw statement.unknown("no predicate " + statement.guard());
            }
            guarded = instruction instanceof Control control
                    ? new GuardedControl(control, predicate.number(), statement.negated())
                    : new Guarded(instruction, predicate.number(), statement.negated());
        }
        code.add(guarded);
        statements.add(statement);
    }

    /// The places of a table's labels, once all are known.
    int[] targets(Statement statement, String table) {
        String[] names = tables.get(table);
        if (names == null) {
            throw statement.unknown("no table " + table + " before it");
        }
        int[] targets = new int[names.length];
        deferred.add(() -> {
            for (int i = 0; i < names.length; i++) {
                targets[i] = place(statement, names[i]);
            }
        });
        return targets;
    }

    private int place(Statement statement, String label) {
        Integer place = labels.get(label);
        if (place == null) {
            throw statement.unknown("no label " + label);
        }
        return place;
    }

    Instruction[] finish() {
        Statement end = new Statement(
                statements.isEmpty() ? 0 : statements.getLast().line(), "the end", null, false, "ret", List.of());
        emit(end, new Exit());
        if (code.size() > MOST) {
            throw end.unknown("more than " + MOST + " instructions");
        }
        jumps.forEach((branch, statement) ->
                branch.to(place(statement, statement.operands().getFirst())));
        deferred.forEach(Runnable::run);
        for (int i = 0; i < code.size(); i++) {
            code.get(i).stand(statements.get(i), i);
        }
        return code.toArray(Instruction[]::new);
    }
}
