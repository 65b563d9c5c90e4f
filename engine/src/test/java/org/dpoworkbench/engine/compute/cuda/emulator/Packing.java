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
            assembler.emit(statement, new Compute(whole(whole.bank()), Bank.LONG, copy.number(), whole.number()));
            int bits = width / parts.size();
            for (int i = 0; i < parts.size(); i++) {
                if (!parts.get(i).equals("_")) {
                    Names.Slot part = operands.register(statement, parts.get(i));
                    assembler.emit(
                            statement,
                            new Compute(part(part.bank(), i * bits, bits), part.bank(), part.number(), copy.number()));
                }
            }
            return;
        }
        List<String> parts = Operands.elements(source);
        int bits = width / parts.size();
        if (bits == 64) {
            throw statement.unknown("instruction not known");
        }
        int[] sources = new int[5];
        Names.Slot whole = operands.register(statement, target);
        sources[0] = whole.number();
        for (int i = 0; i < parts.size(); i++) {
            sources[1 + i] = operands.source(statement, parts.get(i), Bank.INT);
        }
        assembler.emit(statement, new Compute(join(whole.bank(), parts.size(), bits), whole.bank(), sources));
    }

    /// Some of a 64-bit number's bits.
    private static Lanes part(Bank bank, int from, int bits) {
        long mask = (1L << bits) - 1;
        if (bank == Bank.INT) {
            return (d, a, _, _, _) -> {
                int[] part = d.ints;
                long[] whole = a.longs;
                for (int i = 0; i < Register.LANES; i++) {
                    part[i] = (int) (whole[i] >>> from & mask);
                }
            };
        }
        return (d, a, _, _, _) -> {
            for (int i = 0; i < Register.LANES; i++) {
                d.bits(i, a.longs[i] >>> from & mask);
            }
        };
    }

    private static Lanes whole(Bank bank) {
        return switch (bank) {
            case LONG -> (d, a, _, _, _) -> System.arraycopy(a.longs, 0, d.longs, 0, Register.LANES);
            case DOUBLE ->
                (d, a, _, _, _) -> {
                    for (int i = 0; i < Register.LANES; i++) {
                        d.longs[i] = Double.doubleToRawLongBits(a.doubles[i]);
                    }
                };
            case PREDICATE, INT, FLOAT ->
                (d, a, _, _, _) -> {
                    for (int i = 0; i < Register.LANES; i++) {
                        d.longs[i] = a.bits(i);
                    }
                };
        };
    }

    private static Lanes join(Bank bank, int count, int bits) {
        long mask = (1L << bits) - 1;
        if (count == 2 && bank == Bank.DOUBLE) {
            return (d, a, b, _, _) -> {
                for (int i = 0; i < Register.LANES; i++) {
                    d.doubles[i] = Double.longBitsToDouble((a.ints[i] & mask) | (b.ints[i] & mask) << bits);
                }
            };
        }
        if (count == 2 && bank == Bank.LONG) {
            return (d, a, b, _, _) -> {
                for (int i = 0; i < Register.LANES; i++) {
                    d.longs[i] = (a.ints[i] & mask) | (b.ints[i] & mask) << bits;
                }
            };
        }
        if (count == 2 && bank == Bank.INT) {
            return (d, a, b, _, _) -> {
                for (int i = 0; i < Register.LANES; i++) {
                    d.ints[i] = (a.ints[i] & 0xffff) | b.ints[i] << 16;
                }
            };
        }
        if (count == 2 && bank == Bank.FLOAT) {
            return (d, a, b, _, _) -> {
                for (int i = 0; i < Register.LANES; i++) {
                    d.floats[i] = Float.intBitsToFloat((a.ints[i] & 0xffff) | b.ints[i] << 16);
                }
            };
        }
        return (d, a, b, c, e) -> {
            for (int i = 0; i < Register.LANES; i++) {
                long whole = (a.ints[i] & mask) | (b.ints[i] & mask) << bits;
                whole |= (c.ints[i] & mask) << (2 * bits) | (e.ints[i] & mask) << (3 * bits);
                d.bits(i, whole);
            }
        };
    }
}
