package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Decodes the instructions that only compute.
final class ComputeDecoder {
    private static final List<String> NEAREST = List.of("add", "sub", "mul", "fma", "mad");

    private final Names names;
    private final Assembler assembler;
    private final OperandReader operands;
    private final Names.Slot carry;

    ComputeDecoder(Names names, Assembler assembler, OperandReader operands) {
        this.names = names;
        this.assembler = assembler;
        this.operands = operands;
        carry = names.temporary(Bank.PREDICATE);
    }

    void decode(Statement statement) {
        String opcode = statement.opcode();
        List<String> parts = new ArrayList<>(Arrays.asList(opcode.split("\\.", -1)));
        String name = parts.getFirst();
        switch (name) {
            case "mov" -> move(statement);
            case "cvta" -> addressOf(statement, parts);
            case "lop3" -> threeWay(statement);
            case "setp" -> compare(statement, parts);
            case "set" -> set(statement, parts);
            default -> {
                boolean flush = parts.remove("ftz");
                boolean saturate = (parts.getLast().equals("f32") && parts.remove("sat"))
                        || (name.equals("cvt") && parts.get(parts.size() - 2).equals("f32") && parts.remove("sat"));
                if (NEAREST.contains(name)) {
                    parts.remove("rn");
                }
                Operation operation = Operations.of(String.join(".", parts));
                if (operation == null) {
                    // Some approximations exist only with flushing.
                    operation = Operations.of(opcode);
                    flush = false;
                }
                if (operation == null) {
                    throw statement.unknown("instruction not known");
                }
                apply(statement, operation, flush, saturate);
            }
        }
    }

    private void apply(Statement statement, Operation operation, boolean flush, boolean saturate) {
        String signature = operation.signature();
        List<String> given = statement.operands();
        if (given.size() != signature.length()) {
            throw statement.unknown("an instruction of " + signature.length() + " operands");
        }
        int[] sources = new int[operation.carries() ? 4 : signature.length() - 1];
        for (int i = 1; i < signature.length(); i++) {
            Bank bank = Bank.of(signature.charAt(i));
            sources[i - 1] = operands.source(statement, given.get(i), bank);
            if (flush && bank == Bank.FLOAT) {
                sources[i - 1] = through(statement, FloatOperations.FLUSH, sources[i - 1]);
            }
        }
        if (operation.carries()) {
            sources[3] = carry.number();
        }
        Bank bank = Bank.of(signature.charAt(0));
        String target = given.getFirst();
        if (bank == Bank.FLOAT && (flush || saturate)) {
            int[] all = new int[1 + sources.length];
            int result = names.temporary(Bank.FLOAT).number();
            all[0] = result;
            System.arraycopy(sources, 0, all, 1, sources.length);
            assembler.emit(statement, new Compute(operation.lanes(), bank, all));
            result = flush && saturate ? through(statement, FloatOperations.FLUSH, result) : result;
            Operation last = saturate ? FloatOperations.SATURATE : FloatOperations.FLUSH;
            operands.compute(statement, last.lanes(), bank, target, result);
            return;
        }
        operands.compute(statement, operation.lanes(), bank, target, sources);
        Names.Slot slot = operands.register(statement, target);
        if (slot.bits() == 16 && statement.opcode().startsWith("cvt.")) {
            int narrow = names.constant(Bank.INT, 0xffff).number();
            operands.compute(statement, "and.b32", slot.number(), slot.number(), narrow);
        }
    }

    private int through(Statement statement, Operation operation, int source) {
        int result = names.temporary(Bank.FLOAT).number();
        assembler.emit(statement, new Compute(operation.lanes(), Bank.FLOAT, result, source));
        return result;
    }

    private void move(Statement statement) {
        String target = statement.operands().get(0);
        String source = statement.operands().get(1);
        if (target.startsWith("{") || source.startsWith("{")) {
            Packing.decode(statement, names, assembler, operands);
            return;
        }
        Names.Slot slot = operands.register(statement, target);
        String opcode = switch (slot.bank()) {
            case PREDICATE -> "mov.pred";
            case INT -> "mov.b32";
            case FLOAT -> "mov.f32";
            case LONG -> "mov.b64";
            case DOUBLE -> "mov.f64";
        };
        int from;
        if (Operands.isNumber(source)) {
            // The number is written in the instruction's type, whatever the register's.
            Bank bank = Bank.of(statement.opcode().substring(statement.opcode().lastIndexOf('.') + 1));
            from = names.constant(slot.bank(), Operands.number(source, bank)).number();
        } else {
            from = operands.source(statement, source, slot.bank());
        }
        operands.compute(statement, opcode, slot.number(), from);
    }

    /// Between generic addresses and those of a space.
    private void addressOf(Statement statement, List<String> parts) {
        boolean to = parts.get(1).equals("to");
        Space space = Space.of(parts.get(to ? 2 : 1));
        if (space == null || space == Space.PARAM || !parts.getLast().equals("u64")) {
            throw statement.unknown("instruction not known");
        }
        Names.Slot target = operands.register(statement, statement.operands().get(0));
        int source = operands.source(statement, statement.operands().get(1), Bank.LONG);
        int window = names.constant(Bank.LONG, space.window()).number();
        operands.compute(statement, to ? "sub.s64" : "add.s64", target.number(), source, window);
    }

    private void threeWay(Statement statement) {
        if (!statement.opcode().equals("lop3.b32")) {
            throw statement.unknown("instruction not known");
        }
        List<String> given = statement.operands();
        int[] sources = new int[3];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = operands.source(statement, given.get(1 + i), Bank.INT);
        }
        int table = (int) Operands.number(given.get(4), Bank.INT);
        operands.compute(statement, BitOperations.threeWay(table), Bank.INT, given.get(0), sources);
    }

    /// `setp.lt.and.f32 %p1|%p2, a, b, %p3`: the second result is of the comparison's opposite.
    private void compare(Statement statement, List<String> parts) {
        boolean flush = parts.remove("ftz");
        String join = parts.size() == 4 ? parts.remove(2) : null;
        Operation operation = Operations.of(String.join(".", parts));
        if (operation == null) {
            throw statement.unknown("instruction not known");
        }
        List<String> given = statement.operands();
        int[] sources = new int[2];
        for (int i = 0; i < sources.length; i++) {
            Bank bank = Bank.of(operation.signature().charAt(1 + i));
            sources[i] = operands.source(statement, given.get(1 + i), bank);
            sources[i] =
                    flush && bank == Bank.FLOAT ? through(statement, FloatOperations.FLUSH, sources[i]) : sources[i];
        }
        String[] targets = given.getFirst().split("\\|", -1);
        int first = operands.register(statement, targets[0]).number();
        if (join == null && targets.length == 1) {
            assembler.emit(statement, new Compute(operation.lanes(), Bank.PREDICATE, first, sources[0], sources[1]));
            return;
        }
        int result = names.temporary(Bank.PREDICATE).number();
        int other = join == null ? -1 : operands.source(statement, given.get(3), Bank.PREDICATE);
        // The joined predicate may also be a result: it is read before any is written.
        int opposite = names.temporary(Bank.PREDICATE).number();
        assembler.emit(statement, new Compute(operation.lanes(), Bank.PREDICATE, result, sources[0], sources[1]));
        operands.compute(statement, "not.pred", opposite, result);
        if (join != null) {
            operands.compute(statement, join + ".pred", result, result, other);
            operands.compute(statement, join + ".pred", opposite, opposite, other);
        }
        operands.compute(statement, "mov.pred", first, result);
        if (targets.length > 1) {
            int second = operands.register(statement, targets[1]).number();
            operands.compute(statement, "mov.pred", second, opposite);
        }
    }

    /// `set.lt.u32.f32 d, a, b`: all bits or one where it holds.
    private void set(Statement statement, List<String> parts) {
        parts.remove("ftz");
        if (parts.size() != 4) {
            throw statement.unknown("instruction not known");
        }
        Operation operation = Operations.of("setp." + parts.get(1) + "." + parts.get(3));
        String type = parts.get(2);
        if (operation == null || !List.of("u32", "s32", "f32").contains(type)) {
            throw statement.unknown("instruction not known");
        }
        int result = names.temporary(Bank.PREDICATE).number();
        int[] sources = new int[2];
        for (int i = 0; i < sources.length; i++) {
            Bank bank = Bank.of(operation.signature().charAt(1 + i));
            sources[i] = operands.source(statement, statement.operands().get(1 + i), bank);
        }
        assembler.emit(statement, new Compute(operation.lanes(), Bank.PREDICATE, result, sources[0], sources[1]));
        Bank bank = Bank.of(type);
        int yes = names.constant(bank, bank == Bank.FLOAT ? Float.floatToRawIntBits(1) : -1)
                .number();
        int no = names.constant(bank, 0).number();
        operands.compute(
                statement,
                Operations.of("selp." + type).lanes(),
                bank,
                statement.operands().getFirst(),
                yes,
                no,
                result);
    }
}
