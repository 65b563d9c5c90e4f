package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.List;

/// `mov` between one register and several that are its parts, the first the lowest.
final class Packing {
    private Packing() {}

    static void decode(Statement statement, Names names, Assembler assembler, OperandReader operands) {
        String target = statement.operands().get(0);
        String source = statement.operands().get(1);
        String type = statement.opcode().substring(statement.opcode().lastIndexOf('.') + 1);
        int width = 8 * Variables.width(type);
        if (target.startsWith("{")) {
            List<String> parts = Operands.elements(target);
            Names.Slot whole = operands.register(statement, source);
            // The whole may be one of its own parts: it is read once.
            Names.Slot copy = names.temporary(Bank.LONG);
            assembler.emit(statement, new Compute(part(0, 64), Bank.LONG, copy.number(), whole.number()));
            int bits = width / parts.size();
            for (int i = 0; i < parts.size(); i++) {
                if (!parts.get(i).equals("_")) {
                    Names.Slot part = operands.register(statement, parts.get(i));
                    assembler.emit(
                            statement, new Compute(part(i * bits, bits), part.bank(), part.number(), copy.number()));
                }
            }
            return;
        }
        List<String> parts = Operands.elements(source);
        int bits = width / parts.size();
        int[] sources = new int[5];
        Names.Slot whole = operands.register(statement, target);
        sources[0] = whole.number();
        for (int i = 0; i < parts.size(); i++) {
            sources[1 + i] = Operands.isNumber(parts.get(i))
                    ? names.constant(Bank.LONG, Operands.number(parts.get(i), Bank.LONG))
                            .number()
                    : operands.register(statement, parts.get(i)).number();
        }
        assembler.emit(statement, new Compute(join(parts.size(), bits), whole.bank(), sources));
    }

    private static Lanes part(int from, int bits) {
        long mask = bits == 64 ? -1 : (1L << bits) - 1;
        return (d, a, _, _, _) -> {
            for (int i = 0; i < Register.LANES; i++) {
                d.bits(i, a.bits(i) >>> from & mask);
            }
        };
    }

    private static Lanes join(int count, int bits) {
        long mask = (1L << bits) - 1;
        return (d, a, b, c, e) -> {
            for (int i = 0; i < Register.LANES; i++) {
                long whole = (a.bits(i) & mask) | (b.bits(i) & mask) << bits;
                if (count == 4) {
                    whole |= (c.bits(i) & mask) << (2 * bits) | (e.bits(i) & mask) << (3 * bits);
                }
                d.bits(i, whole);
            }
        };
    }
}
