package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.Map;

/// Operations on bits and fields of bits.
final class BitOperations {
    private BitOperations() {}

    static void addTo(Map<String, Operation> all) {
        Operations.put(all, new Operation("ii", Operations.ints(Integer::bitCount)), "popc.b32");
        Operations.put(all, new Operation("ii", Operations.ints(Integer::numberOfLeadingZeros)), "clz.b32");
        Operations.put(all, new Operation("ii", Operations.ints(Integer::reverse)), "brev.b32");
        Operations.put(
                all,
                new Operation("il", (d, a, _, _, _) -> {
                    int[] r = d.ints;
                    long[] x = a.longs;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Long.bitCount(x[i]);
                    }
                }),
                "popc.b64");
        Operations.put(
                all,
                new Operation("il", (d, a, _, _, _) -> {
                    int[] r = d.ints;
                    long[] x = a.longs;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Long.numberOfLeadingZeros(x[i]);
                    }
                }),
                "clz.b64");
        Operations.put(all, new Operation("ll", Operations.longs(Long::reverse)), "brev.b64");
        Operations.put(
                all,
                new Operation("ii", (d, a, _, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] == 0 ? -1 : 31 - Integer.numberOfLeadingZeros(x[i]);
                    }
                }),
                "bfind.u32",
                "bfind.b32");
        Operations.put(
                all,
                new Operation("il", (d, a, _, _, _) -> {
                    int[] r = d.ints;
                    long[] x = a.longs;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] == 0 ? -1 : 63 - Long.numberOfLeadingZeros(x[i]);
                    }
                }),
                "bfind.u64",
                "bfind.b64");
        Operations.put(
                all,
                new Operation("iiii", (d, a, b, c, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    int[] z = c.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (int) (((x[i] & 0xffffffffL) | (long) y[i] << 32) << (z[i] & 31) >>> 32);
                    }
                }),
                "shf.l.wrap.b32");
        Operations.put(
                all,
                new Operation("iiii", (d, a, b, c, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    int[] z = c.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (int) (((x[i] & 0xffffffffL) | (long) y[i] << 32) >>> (z[i] & 31));
                    }
                }),
                "shf.r.wrap.b32");
        Operations.put(
                all,
                new Operation("iiii", (d, a, b, c, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    int[] z = c.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Integer.compareUnsigned(z[i], 32) >= 0
                                ? x[i]
                                : (int) (((x[i] & 0xffffffffL) | (long) y[i] << 32) << z[i] >>> 32);
                    }
                }),
                "shf.l.clamp.b32");
        Operations.put(
                all,
                new Operation("iiii", (d, a, b, c, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    int[] z = c.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Integer.compareUnsigned(z[i], 32) >= 0
                                ? y[i]
                                : (int) (((x[i] & 0xffffffffL) | (long) y[i] << 32) >>> z[i]);
                    }
                }),
                "shf.r.clamp.b32");
        Operations.put(
                all,
                new Operation("iiii", (d, a, b, c, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    int[] z = c.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = permute(x[i], y[i], z[i]);
                    }
                }),
                "prmt.b32");
        Operations.put(
                all,
                new Operation("iiii", (d, a, b, c, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    int[] z = c.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (int) extract(x[i] & 0xffffffffL, y[i], z[i], 32);
                    }
                }),
                "bfe.u32");
        Operations.put(
                all,
                new Operation("iiii", (d, a, b, c, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    int[] z = c.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (int) extractSigned(x[i], y[i], z[i], 32);
                    }
                }),
                "bfe.s32");
        Operations.put(
                all,
                new Operation("llii", (d, a, b, c, _) -> {
                    long[] r = d.longs;
                    long[] x = a.longs;
                    int[] y = b.ints;
                    int[] z = c.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = extract(x[i], y[i], z[i], 64);
                    }
                }),
                "bfe.u64");
        Operations.put(
                all,
                new Operation("llii", (d, a, b, c, _) -> {
                    long[] r = d.longs;
                    long[] x = a.longs;
                    int[] y = b.ints;
                    int[] z = c.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = extractSigned(x[i], y[i], z[i], 64);
                    }
                }),
                "bfe.s64");
        Operations.put(
                all,
                new Operation("iiiii", (d, a, b, c, e) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    int[] z = c.ints;
                    int[] w = e.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (int) insert(x[i] & 0xffffffffL, y[i] & 0xffffffffL, z[i], w[i], 32);
                    }
                }),
                "bfi.b32");
        Operations.put(
                all,
                new Operation("lllii", (d, a, b, c, e) -> {
                    long[] r = d.longs;
                    long[] x = a.longs;
                    long[] y = b.longs;
                    int[] z = c.ints;
                    int[] w = e.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = insert(x[i], y[i], z[i], w[i], 64);
                    }
                }),
                "bfi.b64");
    }

    /// `lop3.b32`: bit by bit what the table gives for the three operands' bits.
    static Lanes threeWay(int table) {
        return (d, a, b, c, _) -> {
            for (int i = 0; i < Register.LANES; i++) {
                int x = a.ints[i];
                int y = b.ints[i];
                int z = c.ints[i];
                int result = 0;
                for (int row = 0; row < 8; row++) {
                    if ((table >> row & 1) != 0) {
                        result |= ((row & 4) != 0 ? x : ~x) & ((row & 2) != 0 ? y : ~y) & ((row & 1) != 0 ? z : ~z);
                    }
                }
                d.ints[i] = result;
            }
        };
    }

    /// Each selector nibble takes one of the eight bytes; with its upper bit set, the byte's sign.
    private static int permute(int low, int high, int selectors) {
        long bytes = (low & 0xffffffffL) | (long) high << 32;
        int result = 0;
        for (int i = 0; i < 4; i++) {
            int selector = selectors >> (4 * i) & 15;
            int value = (int) (bytes >> (8 * (selector & 7))) & 0xff;
            value = (selector & 8) != 0 ? (byte) value >> 7 & 0xff : value;
            result |= value << (8 * i);
        }
        return result;
    }

    private static long extract(long value, int start, int length, int width) {
        int from = start & 0xff;
        int count = length & 0xff;
        if (count == 0 || from >= width) {
            return 0;
        }
        long shifted = value >>> from;
        return count >= 64 ? shifted : shifted & (1L << count) - 1;
    }

    /// The field's highest bit goes on upwards; past the end it is the number's own.
    private static long extractSigned(long value, int start, int length, int width) {
        int from = start & 0xff;
        int count = length & 0xff;
        if (count == 0) {
            return 0;
        }
        if (from >= width) {
            return value >> 63;
        }
        int used = Math.min(count, width - from);
        return value << (64 - from - used) >> (64 - used);
    }

    private static long insert(long field, long into, int start, int length, int width) {
        int from = start & 0xff;
        int count = length & 0xff;
        if (count == 0 || from >= width) {
            return into;
        }
        long mask = (count >= 64 ? -1 : (1L << count) - 1) << from;
        return (into & ~mask) | (field << from & mask);
    }
}
