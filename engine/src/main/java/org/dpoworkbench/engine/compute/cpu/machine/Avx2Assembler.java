package org.dpoworkbench.engine.compute.cpu.machine;

/// Instructions of AVX2 and FMA besides, on vectors of 256 bits, which are named by their numbers, 0 to 15.
final class Avx2Assembler extends Assembler {
    private static final int WIDE = 1;

    void load(int vector, Register base, int offset) {
        vex(MAP_0F, NO_PREFIX, WIDE, 0x10, vector, 0, base.number, 0);
        memory(vector, base, offset);
    }

    /// Of what begins at the base and `times` (1 or 2) the index behind it.
    void load(int vector, Register base, Register index, int times) {
        vex(MAP_0F, NO_PREFIX, WIDE, 0x10, vector, 0, base.number, index.number);
        indexed(vector, base, index, times);
    }

    void store(int vector, Register base, int offset) {
        vex(MAP_0F, NO_PREFIX, WIDE, 0x11, vector, 0, base.number, 0);
        memory(vector, base, offset);
    }

    /// The floats whose lane of the mask is below 0; 0 elsewhere, where memory is not read.
    void loadMasked(int vector, int mask, Register base, int offset) {
        vex(MAP_0F38, PREFIX_66, WIDE, 0x2C, vector, mask, base.number, 0);
        memory(vector, base, offset);
    }

    /// The floats whose lane of the mask is below 0.
    void storeMasked(int vector, int mask, Register base, int offset) {
        vex(MAP_0F38, PREFIX_66, WIDE, 0x2E, vector, mask, base.number, 0);
        memory(vector, base, offset);
    }

    /// One float in all lanes.
    void broadcast(int vector, Register base, int offset) {
        vex(MAP_0F38, PREFIX_66, WIDE, 0x18, vector, 0, base.number, 0);
        memory(vector, base, offset);
    }

    /// One float in all lanes, of what begins at the base and `times` (1 or 2) the index behind it.
    void broadcast(int vector, Register base, Register index, int times) {
        vex(MAP_0F38, PREFIX_66, WIDE, 0x18, vector, 0, base.number, index.number);
        indexed(vector, base, index, times);
    }

    void clear(int vector) {
        wide(MAP_0F, NO_PREFIX, 0x57, vector, vector, vector);
    }

    void multiply(int to, int a, int b) {
        wide(MAP_0F, NO_PREFIX, 0x59, to, a, b);
    }

    /// sum += a · b, rounded once.
    void addProduct(int sum, int a, int b) {
        wide(MAP_0F38, PREFIX_66, 0xB8, sum, a, b);
    }

    /// x = x · factor + more, rounded once.
    void scaleAndAdd(int x, int factor, int more) {
        wide(MAP_0F38, PREFIX_66, 0xA8, x, factor, more);
    }

    /// x = x · factor + what is in memory, rounded once.
    void scaleAndAdd(int x, int factor, Register base, int offset) {
        vex(MAP_0F38, PREFIX_66, WIDE, 0xA8, x, factor, base.number, 0);
        memory(x, base, offset);
    }

    /// The lower two of each four floats of `a` and of `b`, by turns.
    void interleaveLow(int to, int a, int b) {
        wide(MAP_0F, NO_PREFIX, 0x14, to, a, b);
    }

    /// The upper two of each four floats of `a` and of `b`, by turns.
    void interleaveHigh(int to, int a, int b) {
        wide(MAP_0F, NO_PREFIX, 0x15, to, a, b);
    }

    /// Of each four floats, the lower two of `a` and then those of `b`.
    void joinLow(int to, int a, int b) {
        wide(MAP_0F, NO_PREFIX, 0xC6, to, a, b);
        bytes(0b01_00_01_00);
    }

    /// Of each four floats, the upper two of `a` and then those of `b`.
    void joinHigh(int to, int a, int b) {
        wide(MAP_0F, NO_PREFIX, 0xC6, to, a, b);
        bytes(0b11_10_11_10);
    }

    /// The first four floats of `a` and then those of `b`.
    void firstHalves(int to, int a, int b) {
        wide(MAP_0F3A, PREFIX_66, 0x06, to, a, b);
        bytes(0x20);
    }

    /// The last four floats of `a` and then those of `b`.
    void secondHalves(int to, int a, int b) {
        wide(MAP_0F3A, PREFIX_66, 0x06, to, a, b);
        bytes(0x31);
    }

    private void wide(int map, int prefix, int operation, int reg, int vvvv, int rm) {
        vex(map, prefix, WIDE, operation, reg, vvvv, rm, 0);
        bytes(0xC0 | (reg & 7) << 3 | rm & 7);
    }

    /// ModRM, SIB and 8 bits of offset, 0: a base whose number ends in 101 has no form without.
    private void indexed(int reg, Register base, Register index, int times) {
        bytes(
                0x44 | (reg & 7) << 3,
                Integer.numberOfTrailingZeros(times) << 6 | (index.number & 7) << 3 | base.number & 7,
                0);
    }
}
