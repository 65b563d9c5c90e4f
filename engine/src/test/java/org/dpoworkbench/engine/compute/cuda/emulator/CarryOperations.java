package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.Map;

/// Arithmetic with a carry from one instruction to the next: `.cc` gives it, `addc`, `subc` and `madc` take it. The
/// carry is a predicate, the last operand.
final class CarryOperations {
    private CarryOperations() {}

    /// The two numbers that an instruction adds or subtracts, from its operands' bits.
    @FunctionalInterface
    private interface Term {
        long of(long a, long b);
    }

    static void addTo(Map<String, Operation> all) {
        for (boolean gives : new boolean[] {false, true}) {
            for (boolean takes : new boolean[] {false, true}) {
                if (gives || takes) {
                    addTo(all, takes ? "c" : "", gives ? ".cc" : "", takes, gives);
                }
            }
        }
    }

    private static void addTo(Map<String, Operation> all, String c, String cc, boolean takes, boolean gives) {
        for (String type : new String[] {"u32", "s32", "u64", "s64"}) {
            boolean wide = type.endsWith("64");
            boolean signed = type.startsWith("s");
            String letter = wide ? "l" : "i";
            all.put("add" + c + cc + "." + type, new Operation(letter.repeat(3), true, sum(wide, takes, gives)));
            all.put("sub" + c + cc + "." + type, new Operation(letter.repeat(3), true, difference(wide, takes, gives)));
            Term low = (x, y) -> x * y;
            Term high = wide
                    ? signed ? Math::multiplyHigh : Math::unsignedMultiplyHigh
                    : signed ? (x, y) -> ((long) (int) x * (int) y) >> 32 : (x, y) -> (x * y) >>> 32;
            all.put(
                    "mad" + c + ".lo" + cc + "." + type,
                    new Operation(letter.repeat(4), true, product(low, wide, takes, gives)));
            all.put(
                    "mad" + c + ".hi" + cc + "." + type,
                    new Operation(letter.repeat(4), true, product(high, wide, takes, gives)));
        }
    }

    private static Lanes sum(boolean wide, boolean takes, boolean gives) {
        return (d, a, b, _, e) -> {
            int carries = 0;
            for (int i = 0; i < Register.LANES; i++) {
                carries |= add(d, i, a.bits(i), b.bits(i), takes ? e.mask >>> i & 1 : 0, wide) << i;
            }
            e.mask = gives ? carries : e.mask;
        };
    }

    private static Lanes product(Term term, boolean wide, boolean takes, boolean gives) {
        return (d, a, b, c, e) -> {
            int carries = 0;
            for (int i = 0; i < Register.LANES; i++) {
                long product = term.of(a.bits(i), b.bits(i));
                product = wide ? product : product & 0xffffffffL;
                carries |= add(d, i, product, c.bits(i), takes ? e.mask >>> i & 1 : 0, wide) << i;
            }
            e.mask = gives ? carries : e.mask;
        };
    }

    /// The carry out of it.
    private static int add(Register d, int lane, long x, long y, int carry, boolean wide) {
        long sum = x + y + carry;
        d.bits(lane, sum);
        if (!wide) {
            return (int) (sum >>> 32) & 1;
        }
        return ((x & y) | ((x | y) & ~sum)) < 0 ? 1 : 0;
    }

    private static Lanes difference(boolean wide, boolean takes, boolean gives) {
        return (d, a, b, _, e) -> {
            int borrows = 0;
            for (int i = 0; i < Register.LANES; i++) {
                long x = a.bits(i);
                long y = b.bits(i);
                long difference = x - y - (takes ? e.mask >>> i & 1 : 0);
                d.bits(i, difference);
                boolean borrow = wide ? ((~x & y) | ((~x | y) & difference)) < 0 : difference < 0;
                borrows |= borrow ? 1 << i : 0;
            }
            e.mask = gives ? borrows : e.mask;
        };
    }
}
