package org.dpoworkbench.engine.compute.cuda.emulator;

/// Where a register's 32 lanes lie. Registers of 16 bits lie in [#INT], extended by zeros.
enum Bank {
    PREDICATE(0),
    INT(1),
    FLOAT(2),
    LONG(3),
    DOUBLE(4);

    /// Counted from zero.
    final int number;

    Bank(int number) {
        this.number = number;
    }

    /// The bank of a PTX type, such as `u32` or `f64`.
    static Bank of(String type) {
        return switch (type) {
            case "pred" -> PREDICATE;
            case "f32" -> FLOAT;
            case "f64" -> DOUBLE;
            case "b64", "u64", "s64" -> LONG;
            case "b8", "u8", "s8", "b16", "u16", "s16", "f16", "bf16", "b32", "u32", "s32", "f16x2", "bf16x2", "tf32" ->
                INT;
            default -> throw new IllegalArgumentException("no PTX type: " + type);
        };
    }

    /// The bank that a letter of an operation's signature stands for.
    static Bank of(char letter) {
        return switch (letter) {
            case 'p' -> PREDICATE;
            case 'i' -> INT;
            case 'f' -> FLOAT;
            case 'l' -> LONG;
            case 'd' -> DOUBLE;
            default -> throw new IllegalArgumentException("no bank: " + letter);
        };
    }

    /// Bytes of one lane.
    int bytes() {
        return this == LONG || this == DOUBLE ? Long.BYTES : Integer.BYTES;
    }
}
