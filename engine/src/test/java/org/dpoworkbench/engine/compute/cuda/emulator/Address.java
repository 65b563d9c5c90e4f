package org.dpoworkbench.engine.compute.cuda.emulator;

/// An operand in brackets: a register plus a number, or a number.
///
/// @param register of 32 or 64 bits; -1 for none
/// @param wide     whether it has 64
/// @param offset   in bytes
record Address(int register, boolean wide, long offset) {

    long of(Warp warp, int lane) {
        if (register < 0) {
            return offset;
        }
        Register base = warp.registers[register];
        return (wide ? base.longs[lane] : Integer.toUnsignedLong(base.ints[lane])) + offset;
    }
}
