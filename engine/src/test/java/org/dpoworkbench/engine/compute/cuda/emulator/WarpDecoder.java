package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.List;
import java.util.Locale;
import java.util.function.IntBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Decodes jumps, barriers, and what the lanes of a warp do together.
final class WarpDecoder {
    private static final Pattern MATRIX =
            Pattern.compile("ldmatrix\\.sync\\.aligned\\.m8n8\\.x([124])(\\.trans)?\\.shared(?:::cta)?\\.b16");
    private static final Pattern MULTIPLY = Pattern.compile(
            "mma\\.sync\\.aligned\\.m16n8k(16|8|4)\\.row\\.col\\.f32\\.(bf16|f16|tf32)\\.(bf16|f16|tf32)\\.f32");

    private final Names names;
    private final Assembler assembler;
    private final OperandReader operands;

    WarpDecoder(Names names, Assembler assembler, OperandReader operands) {
        this.names = names;
        this.assembler = assembler;
        this.operands = operands;
    }

    void barrier(Statement statement) {
        switch (statement.opcode()) {
            case "bar.warp.sync" ->
                assembler.emit(
                        statement,
                        new WarpBarrier(
                                operands.source(statement, statement.operands().get(0), Bank.INT)));
            case "bar.sync", "barrier.sync", "barrier.sync.aligned", "bar.cta.sync" -> {
                if (!statement.operands().equals(List.of("0"))) {
                    throw statement.unknown("only barrier 0 of the whole block is known");
                }
                assembler.emit(statement, new Barrier());
            }
            case "bar.red.and.pred", "bar.red.or.pred", "bar.red.popc.u32" -> reducingBarrier(statement);
            default -> throw statement.unknown("instruction not known");
        }
    }

    private void reducingBarrier(Statement statement) {
        List<String> given = statement.operands();
        if (given.size() != 3 || !given.get(1).equals("0")) {
            throw statement.unknown("only barrier 0 of the whole block is known");
        }
        String question = statement.opcode().split("\\.", -1)[2];
        boolean negated = given.get(2).startsWith("!");
        int predicate = operands.source(statement, given.get(2).substring(negated ? 1 : 0), Bank.PREDICATE);
        int target = operands.register(statement, given.get(0)).number();
        assembler.emit(
                statement,
                new Barrier(Barrier.Question.valueOf(question.toUpperCase(Locale.ROOT)), target, predicate, negated));
    }

    void tableBranch(Statement statement) {
        int register = operands.source(statement, statement.operands().get(0), Bank.INT);
        int[] targets = assembler.targets(statement, statement.operands().get(1));
        assembler.emit(statement, new TableBranch(register, targets));
    }

    void shuffle(Statement statement) {
        Matcher form = Pattern.compile("shfl\\.sync\\.(up|down|bfly|idx)\\.b32").matcher(statement.opcode());
        if (!form.matches()) {
            throw statement.unknown("instruction not known");
        }
        List<String> given = statement.operands();
        String[] targets = given.get(0).split("\\|", -1);
        Names.Slot value = operands.register(statement, targets[0]);
        Names.Slot inRange = targets.length > 1 ? operands.register(statement, targets[1]) : null;
        int source = operands.source(statement, given.get(1), value.bank());
        int lane = operands.source(statement, given.get(2), Bank.INT);
        int segments = operands.source(statement, given.get(3), Bank.INT);
        int members = operands.source(statement, given.get(4), Bank.INT);
        Shuffle.Mode mode = Shuffle.Mode.valueOf(form.group(1).toUpperCase(Locale.ROOT));
        assembler.emit(
                statement,
                new Shuffle(
                        members,
                        mode,
                        value.number(),
                        inRange == null ? -1 : inRange.number(),
                        source,
                        lane,
                        segments));
    }

    void vote(Statement statement) {
        Matcher form = Pattern.compile("vote\\.sync\\.(?:(all|any|uni)\\.pred|(ballot)\\.b32)")
                .matcher(statement.opcode());
        if (!form.matches()) {
            throw statement.unknown("instruction not known");
        }
        String mode = form.group(1) == null ? form.group(2) : form.group(1);
        List<String> given = statement.operands();
        boolean negated = given.get(1).startsWith("!");
        int predicate = operands.source(statement, given.get(1).substring(negated ? 1 : 0), Bank.PREDICATE);
        int members = operands.source(statement, given.get(2), Bank.INT);
        int target = operands.register(statement, given.get(0)).number();
        assembler.emit(
                statement,
                new Vote(members, Vote.Mode.valueOf(mode.toUpperCase(Locale.ROOT)), target, predicate, negated));
    }

    void reduce(Statement statement) {
        IntBinaryOperator operator = Reduce.operator(statement.opcode().replace("redux.sync.", ""));
        if (operator == null) {
            throw statement.unknown("instruction not known");
        }
        List<String> given = statement.operands();
        int source = operands.source(statement, given.get(1), Bank.INT);
        int members = operands.source(statement, given.get(2), Bank.INT);
        int target = operands.register(statement, given.get(0)).number();
        assembler.emit(statement, new Reduce(members, operator, target, source));
    }

    void activeMask(Statement statement) {
        int target =
                operands.register(statement, statement.operands().getFirst()).number();
        assembler.emit(statement, new ActiveMask(target));
    }

    void loadMatrix(Statement statement) {
        Matcher form = MATRIX.matcher(statement.opcode());
        if (!form.matches()) {
            throw statement.unknown("instruction not known");
        }
        int[] targets = registers(statement, statement.operands().get(0), Bank.INT);
        if (targets.length != Integer.parseInt(form.group(1))) {
            throw statement.unknown("wrong number of registers");
        }
        Address address = operands.address(statement, statement.operands().get(1));
        assembler.emit(statement, new LoadMatrix(everyLane(), address, form.group(2) != null, targets));
    }

    void multiply(Statement statement) {
        Matcher form = MULTIPLY.matcher(statement.opcode());
        if (!form.matches() || !form.group(2).equals(form.group(3))) {
            throw statement.unknown("instruction not known");
        }
        int k = Integer.parseInt(form.group(1));
        MatrixMultiply.Type type = MatrixMultiply.Type.valueOf(form.group(2).toUpperCase(Locale.ROOT));
        boolean tf32 = type == MatrixMultiply.Type.TF32;
        if (k == (tf32 ? 16 : 4)) {
            throw statement.unknown("no such shape");
        }
        List<String> given = statement.operands();
        int[] d = registers(statement, given.get(0), Bank.FLOAT);
        int[] a = registers(statement, given.get(1), Bank.INT);
        int[] b = registers(statement, given.get(2), Bank.INT);
        int[] c = registers(statement, given.get(3), Bank.FLOAT);
        int right = k / (tf32 ? 4 : 8);
        if (d.length != 4 || c.length != 4 || a.length != 2 * right || b.length != right) {
            throw statement.unknown("wrong number of registers");
        }
        assembler.emit(statement, new MatrixMultiply(everyLane(), type, k, d, a, b, c));
    }

    private int everyLane() {
        return names.constant(Bank.INT, -1).number();
    }

    /// The registers in braces; the accumulators may hold zeros as numbers.
    private int[] registers(Statement statement, String operand, Bank bank) {
        return Operands.elements(operand).stream()
                .mapToInt(name -> {
                    Names.Slot slot = names.register(name);
                    if (slot != null && slot.bank() != bank) {
                        throw statement.unknown("register " + name + " is of another kind");
                    }
                    return operands.source(statement, name, bank);
                })
                .toArray();
    }
}
