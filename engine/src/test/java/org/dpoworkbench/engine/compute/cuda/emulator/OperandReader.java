package org.dpoworkbench.engine.compute.cuda.emulator;

/// Turns operands into registers of the bank that an operation wants. Where the text gives a register of another bank
/// with as many bits, a move to one of the right bank is put before or after.
final class OperandReader {
    private final Names names;
    private final Assembler assembler;

    OperandReader(Names names, Assembler assembler) {
        this.names = names;
        this.assembler = assembler;
    }

    /// A register of any bank.
    Names.Slot register(Statement statement, String name) {
        Names.Slot slot = names.register(name);
        if (slot == null) {
            throw statement.unknown("no register " + name);
        }
        return slot;
    }

    /// What an operand says, in a register of the bank.
    int source(Statement statement, String operand, Bank bank) {
        if (Operands.isNumber(operand)) {
            return names.constant(bank, Operands.number(operand, bank)).number();
        }
        if (operand.startsWith("!")) {
            Names.Slot inverse = names.temporary(Bank.PREDICATE);
            int plain = source(statement, operand.substring(1), Bank.PREDICATE);
            compute(statement, "not.pred", inverse.number(), plain);
            return inverse.number();
        }
        Names.Slot slot = names.register(operand);
        slot = slot == null ? names.special(operand) : slot;
        if (slot == null) {
            return names.constant(bank, symbol(statement, operand)).number();
        }
        if (slot.bank() == bank) {
            return slot.number();
        }
        boolean fits = bank.bytes() == slot.bank().bytes() || (bank == Bank.INT && slot.bank() == Bank.LONG);
        boolean special = operand.startsWith("%") && names.register(operand) == null;
        if (bank == Bank.PREDICATE || slot.bank() == Bank.PREDICATE || (!fits && !special)) {
            throw statement.unknown("register " + operand + " is of another size");
        }
        Names.Slot copy = names.temporary(bank);
        assembler.emit(statement, new Compute(OperandReader::copy, bank, copy.number(), slot.number()));
        return copy.number();
    }

    private static void copy(Register d, Register a, Register b, Register c, Register e) {
        if (d.bank == Bank.INT && a.bank == Bank.FLOAT) {
            for (int i = 0; i < Register.LANES; i++) {
                d.ints[i] = Float.floatToRawIntBits(a.floats[i]);
            }
        } else if (d.bank == Bank.FLOAT && a.bank == Bank.INT) {
            for (int i = 0; i < Register.LANES; i++) {
                d.floats[i] = Float.intBitsToFloat(a.ints[i]);
            }
        } else {
            for (int i = 0; i < Register.LANES; i++) {
                d.bits(i, a.bits(i));
            }
        }
    }

    private long symbol(Statement statement, String operand) {
        int plus = operand.indexOf('+');
        String name = plus < 0 ? operand : operand.substring(0, plus).strip();
        Names.Symbol symbol = names.symbol(name);
        if (symbol == null) {
            throw statement.unknown("nothing is called " + name);
        }
        return symbol.address()
                + (plus < 0 ? 0 : Operands.number(operand.substring(plus + 1).strip(), Bank.LONG));
    }

    /// Emits a computation whose result goes to a register of the text, by way of another where banks differ.
    void compute(Statement statement, Lanes lanes, Bank bank, String target, int... sources) {
        Names.Slot slot = register(statement, target);
        boolean direct = slot.bank() == bank;
        if (!direct && slot.bank().bytes() != bank.bytes()) {
            throw statement.unknown("register " + target + " is of another size");
        }
        int d = direct ? slot.number() : names.temporary(bank).number();
        int[] operands = new int[1 + sources.length];
        operands[0] = d;
        System.arraycopy(sources, 0, operands, 1, sources.length);
        assembler.emit(statement, new Compute(lanes, bank, operands));
        if (!direct) {
            assembler.emit(statement, new Compute(OperandReader::copy, slot.bank(), slot.number(), d));
        }
    }

    /// Emits a plain operation between registers.
    void compute(Statement statement, String opcode, int... operands) {
        Operation operation = Operations.of(opcode);
        assembler.emit(
                statement,
                new Compute(operation.lanes(), Bank.of(operation.signature().charAt(0)), operands));
    }

    /// `[%rd1+16]`, `[name]`, `[%r1]`.
    Address address(Statement statement, String operand) {
        String inside = operand.substring(1, operand.length() - 1).strip();
        int plus = inside.indexOf('+');
        String base = plus < 0 ? inside : inside.substring(0, plus).strip();
        long offset = plus < 0 ? 0 : Operands.number(inside.substring(plus + 1).strip(), Bank.LONG);
        if (Operands.isNumber(base)) {
            return new Address(-1, false, Operands.number(base, Bank.LONG) + offset);
        }
        Names.Slot slot = names.register(base);
        if (slot == null) {
            return new Address(-1, false, symbol(statement, base) + offset);
        }
        if (slot.bank() != Bank.LONG && (slot.bank() != Bank.INT || slot.bits() != 32)) {
            throw statement.unknown("register " + base + " is no address");
        }
        return new Address(slot.number(), slot.bank() == Bank.LONG, offset);
    }
}
