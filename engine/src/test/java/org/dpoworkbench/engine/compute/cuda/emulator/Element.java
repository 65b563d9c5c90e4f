package org.dpoworkbench.engine.compute.cuda.emulator;

/// How one number lies in memory and in its register.
enum Element {
    SIGNED_BYTE,
    UNSIGNED_BYTE,
    SIGNED_SHORT,
    UNSIGNED_SHORT,
    SIGNED_WORD,
    WORD,
    FLOAT,
    LONG,
    DOUBLE;

    /// @param type of the instruction, such as `s8`
    /// @param bank of the register
    static Element of(String type, Bank bank) {
        boolean signed = type.startsWith("s");
        return switch (Variables.width(type)) {
            case 1 -> signed ? SIGNED_BYTE : UNSIGNED_BYTE;
            case 2 -> signed ? SIGNED_SHORT : UNSIGNED_SHORT;
            case 4 -> bank == Bank.FLOAT ? FLOAT : signed && bank == Bank.LONG ? SIGNED_WORD : WORD;
            default -> bank == Bank.DOUBLE ? DOUBLE : LONG;
        };
    }

    int bytes() {
        return switch (this) {
            case SIGNED_BYTE, UNSIGNED_BYTE -> 1;
            case SIGNED_SHORT, UNSIGNED_SHORT -> 2;
            case SIGNED_WORD, WORD, FLOAT -> 4;
            case LONG, DOUBLE -> 8;
        };
    }

    /// @param mask of a register narrower than its lane's word: 0xffff for 16 bits, otherwise -1
    void load(byte[] bytes, int at, Register to, int lane, long mask) {
        switch (this) {
            case WORD -> to.bits(lane, Integer.toUnsignedLong((int) Region.INT.get(bytes, at)));
            case FLOAT -> to.floats[lane] = Float.intBitsToFloat((int) Region.INT.get(bytes, at));
            case LONG -> to.bits(lane, (long) Region.LONG.get(bytes, at));
            case DOUBLE -> to.doubles[lane] = Double.longBitsToDouble((long) Region.LONG.get(bytes, at));
            case SIGNED_BYTE -> to.bits(lane, bytes[at] & mask);
            case UNSIGNED_BYTE -> to.bits(lane, bytes[at] & 0xff);
            case SIGNED_SHORT -> to.bits(lane, (short) Region.SHORT.get(bytes, at) & mask);
            case UNSIGNED_SHORT -> to.bits(lane, (short) Region.SHORT.get(bytes, at) & 0xffff);
            case SIGNED_WORD -> to.bits(lane, (int) Region.INT.get(bytes, at));
        }
    }

    /// Loads one number for each of the lanes.
    ///
    /// @param places of the lanes; the number lies `offset` bytes further
    void load(byte[] bytes, int[] places, int offset, Register to, int lanes, long mask) {
        if (lanes == -1 && this == FLOAT) {
            float[] target = to.floats;
            for (int lane = 0; lane < Register.LANES; lane++) {
                target[lane] = Float.intBitsToFloat((int) Region.INT.get(bytes, places[lane] + offset));
            }
        } else if (lanes == -1 && this == WORD && to.bank == Bank.INT) {
            int[] target = to.ints;
            for (int lane = 0; lane < Register.LANES; lane++) {
                target[lane] = (int) Region.INT.get(bytes, places[lane] + offset);
            }
        } else {
            for (int m = lanes; m != 0; m &= m - 1) {
                int lane = Integer.numberOfTrailingZeros(m);
                load(bytes, places[lane] + offset, to, lane, mask);
            }
        }
    }

    /// Stores one number for each of the lanes, in their order.
    ///
    /// @param places of the lanes; the number goes `offset` bytes further
    void store(byte[] bytes, int[] places, int offset, Register from, int lanes) {
        if (lanes == -1 && this == FLOAT) {
            float[] source = from.floats;
            for (int lane = 0; lane < Register.LANES; lane++) {
                Region.INT.set(bytes, places[lane] + offset, Float.floatToRawIntBits(source[lane]));
            }
        } else {
            for (int m = lanes; m != 0; m &= m - 1) {
                int lane = Integer.numberOfTrailingZeros(m);
                store(bytes, places[lane] + offset, from, lane);
            }
        }
    }

    void store(byte[] bytes, int at, Register from, int lane) {
        switch (this) {
            case WORD, SIGNED_WORD -> Region.INT.set(bytes, at, (int) from.bits(lane));
            case FLOAT -> Region.INT.set(bytes, at, Float.floatToRawIntBits(from.floats[lane]));
            case LONG -> Region.LONG.set(bytes, at, from.bits(lane));
            case DOUBLE -> Region.LONG.set(bytes, at, Double.doubleToRawLongBits(from.doubles[lane]));
            case SIGNED_BYTE, UNSIGNED_BYTE -> bytes[at] = (byte) from.bits(lane);
            case SIGNED_SHORT, UNSIGNED_SHORT -> Region.SHORT.set(bytes, at, (short) from.bits(lane));
        }
    }
}
