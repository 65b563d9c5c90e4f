package org.dpoworkbench.engine.compute.cpu.machine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Writes the instructions of x86-64 that the routines need, in the encodings of Intel's *Software Developer's Manual*,
/// volume 2. Vectors are of 512 bits, tiles and vectors are named by their numbers, and an address is a register plus
/// a fixed number of bytes.
class Assembler {
    // Prefixes that are part of an operation's code ("pp").
    static final int NO_PREFIX = 0;
    static final int PREFIX_66 = 1;
    private static final int PREFIX_F3 = 2;
    private static final int PREFIX_F2 = 3;

    // Maps of operation codes ("mmm").
    static final int MAP_0F = 1;
    static final int MAP_0F38 = 2;
    static final int MAP_0F3A = 3;

    private static final int BROADCAST = 0x10;

    private ByteBuffer code = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);

    byte[] code() {
        return Arrays.copyOf(code.array(), code.position());
    }

    /// Where the next instruction begins, to jump back to.
    int here() {
        return code.position();
    }

    // General registers

    void move(Register to, Register from) {
        registers(0x89, from.number, to.number);
    }

    void move(Register to, long value) {
        bytes(0x48 | to.number >> 3, 0xB8 | to.number & 7);
        room(Long.BYTES).putLong(value);
    }

    void add(Register to, Register from) {
        registers(0x01, from.number, to.number);
    }

    void add(Register to, int value) {
        registers(0x81, 0, to.number);
        room(Integer.BYTES).putInt(value);
    }

    void shiftLeft(Register register, int bits) {
        registers(0xC1, 4, register.number);
        bytes(bits);
    }

    /// Takes 1 away, and jumps where something is left.
    void countDown(Register register, int target) {
        registers(0xFF, 1, register.number);
        jumpWhereNotZero(target);
    }

    private void jumpWhereNotZero(int target) {
        bytes(0x0F, 0x85);
        int behind = code.position() + Integer.BYTES;
        room(Integer.BYTES).putInt(target - behind);
    }

    /// @param offset bytes from the top of the stack
    void loadFromStack(Register to, int offset) {
        bytes(0x48 | to.number >> 3 << 2, 0x8B, 0x84 | (to.number & 7) << 3, 0x24);
        room(Integer.BYTES).putInt(offset);
    }

    /// @param offset bytes from the top of the stack
    void storeToStack(Register from, int offset) {
        bytes(0x48 | from.number >> 3 << 2, 0x89, 0x84 | (from.number & 7) << 3, 0x24);
        room(Integer.BYTES).putInt(offset);
    }

    /// Takes 1 away from a number on the stack, and jumps where something is left.
    ///
    /// @param offset bytes from the top of the stack
    void countDownOnStack(int offset, int target) {
        bytes(0x48, 0xFF, 0x84 | 1 << 3, 0x24);
        room(Integer.BYTES).putInt(offset);
        jumpWhereNotZero(target);
    }

    /// Only registers with numbers below 8.
    void push(Register register) {
        bytes(0x50 | register.number);
    }

    /// Only registers with numbers below 8.
    void pop(Register register) {
        bytes(0x58 | register.number);
    }

    void prefetch(Register base, int offset) {
        if (base.number > 7) {
            bytes(0x41);
        }
        bytes(0x0F, 0x18);
        memory(1, base, offset);
    }

    /// Of what begins at the base and the index behind it. Only indexes with numbers below 8.
    void prefetch(Register base, Register index) {
        if (base.number > 7) {
            bytes(0x41);
        }
        bytes(0x0F, 0x18, 0x4C, index.number << 3 | base.number & 7, 0);
    }

    void end() {
        bytes(0xC5, 0xF8, 0x77, 0xC3); // vzeroupper, ret
    }

    // Tiles

    void configureTiles(Register base) {
        vex(MAP_0F38, NO_PREFIX, 0x49, 0, 0, base.number, 0);
        memory(0, base, 0);
    }

    void releaseTiles() {
        vex(MAP_0F38, NO_PREFIX, 0x49, 0, 0, 0, 0);
        bytes(0xC0);
    }

    void zeroTile(int tile) {
        vex(MAP_0F38, PREFIX_F2, 0x49, tile, 0, 0, 0);
        bytes(0xC0 | tile << 3);
    }

    /// @param stride bytes from row to row
    void loadTile(int tile, Register base, int offset, Register stride) {
        vex(MAP_0F38, PREFIX_F2, 0x4B, tile, 0, base.number, stride.number);
        rows(tile, base, offset, stride);
    }

    /// @param stride bytes from row to row
    void storeTile(int tile, Register base, int offset, Register stride) {
        vex(MAP_0F38, PREFIX_F3, 0x4B, tile, 0, base.number, stride.number);
        rows(tile, base, offset, stride);
    }

    /// sum += left · right, of pairs of bfloat16: `TDPBF16PS`.
    void multiplyTiles(int sum, int left, int right) {
        vex(MAP_0F38, PREFIX_F3, 0x5C, sum, right, left, 0);
        bytes(0xC0 | sum << 3 | left);
    }

    // Vectors

    void loadVector(int vector, Register base, int offset) {
        evex(MAP_0F, NO_PREFIX, 0, 0, 0x10, vector, 0, base.number);
        memory(vector, base, offset);
    }

    void storeVector(int vector, Register base, int offset) {
        evex(MAP_0F, NO_PREFIX, 0, 0, 0x11, vector, 0, base.number);
        memory(vector, base, offset);
    }

    void addInts(int to, int a, int b) {
        vectors(MAP_0F, PREFIX_66, 0, 0xFE, to, a, b);
    }

    void and(int to, int a, int b) {
        vectors(MAP_0F, PREFIX_66, 0, 0xDB, to, a, b);
    }

    void or(int to, int a, int b) {
        vectors(MAP_0F, PREFIX_66, 0, 0xEB, to, a, b);
    }

    void shiftIntsRight(int to, int from, int bits) {
        vectors(MAP_0F, PREFIX_66, 0, 0x72, 2, to, from);
        bytes(bits);
    }

    /// to = a − b
    void subtractFloats(int to, int a, int b) {
        vectors(MAP_0F, NO_PREFIX, 0, 0x5C, to, a, b);
    }

    void addFloats(int to, int a, int b) {
        vectors(MAP_0F, NO_PREFIX, 0, 0x58, to, a, b);
    }

    /// sum += a · b, rounded once.
    void multiplyAdd(int sum, int a, int b) {
        vectors(MAP_0F38, PREFIX_66, 0, 0xB8, sum, a, b);
    }

    /// sum += a · the one float in memory, rounded once.
    void multiplyAddBroadcast(int sum, int a, Register base, int offset) {
        evex(MAP_0F38, PREFIX_66, 0, BROADCAST, 0xB8, sum, a, base.number);
        memory(sum, base, offset);
    }

    void zero(int vector) {
        vectors(MAP_0F, PREFIX_66, 0, 0xEF, vector, vector, vector);
    }

    /// The lower two of each four floats of `a` and of `b`, by turns.
    void interleaveLowFloats(int to, int a, int b) {
        vectors(MAP_0F, NO_PREFIX, 0, 0x14, to, a, b);
    }

    /// The upper two of each four floats of `a` and of `b`, by turns.
    void interleaveHighFloats(int to, int a, int b) {
        vectors(MAP_0F, NO_PREFIX, 0, 0x15, to, a, b);
    }

    /// Of each four floats, the lower two of `a` and then those of `b`.
    void joinLowPairs(int to, int a, int b) {
        vectors(MAP_0F, PREFIX_66, 1, 0x14, to, a, b);
    }

    /// Of each four floats, the upper two of `a` and then those of `b`.
    void joinHighPairs(int to, int a, int b) {
        vectors(MAP_0F, PREFIX_66, 1, 0x15, to, a, b);
    }

    /// Fours of floats: the first and third of `a` and then those of `b`.
    void joinEvenFours(int to, int a, int b) {
        vectors(MAP_0F3A, PREFIX_66, 0, 0x23, to, a, b);
        bytes(0b10_00_10_00);
    }

    /// Fours of floats: the second and fourth of `a` and then those of `b`.
    void joinOddFours(int to, int a, int b) {
        vectors(MAP_0F3A, PREFIX_66, 0, 0x23, to, a, b);
        bytes(0b11_01_11_01);
    }

    /// Fours of floats: the first two of `a` and then those of `b`.
    void joinLowFours(int to, int a, int b) {
        vectors(MAP_0F3A, PREFIX_66, 0, 0x23, to, a, b);
        bytes(0b01_00_01_00);
    }

    /// Fours of floats: the last two of `a` and then those of `b`.
    void joinHighFours(int to, int a, int b) {
        vectors(MAP_0F3A, PREFIX_66, 0, 0x23, to, a, b);
        bytes(0b11_10_11_10);
    }

    /// Of each four floats, the first and third of `a` and then those of `b`.
    void joinEvenFloats(int to, int a, int b) {
        vectors(MAP_0F, NO_PREFIX, 0, 0xC6, to, a, b);
        bytes(0b10_00_10_00);
    }

    /// Of each four floats, the second and fourth of `a` and then those of `b`.
    void joinOddFloats(int to, int a, int b) {
        vectors(MAP_0F, NO_PREFIX, 0, 0xC6, to, a, b);
        bytes(0b11_01_11_01);
    }

    // Encodings

    /// An operation on 64-bit registers: REX.W, code, ModRM.
    private void registers(int operation, int reg, int rm) {
        bytes(0x48 | reg >> 3 << 2 | rm >> 3, operation, 0xC0 | (reg & 7) << 3 | rm & 7);
    }

    private void vectors(int map, int prefix, int w, int operation, int reg, int vvvv, int rm) {
        evex(map, prefix, w, 0, operation, reg, vvvv, rm);
        bytes(0xC0 | (reg & 7) << 3 | rm & 7);
    }

    private void vex(int map, int prefix, int operation, int reg, int vvvv, int base, int index) {
        vex(map, prefix, 0, operation, reg, vvvv, base, index);
    }

    /// Three bytes before the code; what names registers is stored inverted.
    ///
    /// @param length 1 for vectors of 256 bits, else 0
    final void vex(int map, int prefix, int length, int operation, int reg, int vvvv, int base, int index) {
        bytes(
                0xC4,
                inverted(reg >> 3, 7) | inverted(index >> 3, 6) | inverted(base >> 3, 5) | map,
                (~vvvv & 15) << 3 | length << 2 | prefix,
                operation);
    }

    /// Four bytes before the code, for vectors of 512 bits without a mask; what names registers is stored inverted.
    private void evex(int map, int prefix, int w, int broadcast, int operation, int reg, int vvvv, int rm) {
        bytes(
                0x62,
                inverted(reg >> 3, 7) | inverted(rm >> 4, 6) | inverted(rm >> 3, 5) | inverted(reg >> 4, 4) | map,
                w << 7 | (~vvvv & 15) << 3 | 4 | prefix,
                0x40 | broadcast | inverted(vvvv >> 4, 3),
                operation);
    }

    private static int inverted(int bit, int place) {
        return (~bit & 1) << place;
    }

    /// ModRM and 32 bits of offset. For vectors an offset of 8 bits would count in vectors, 32 bits count in bytes.
    final void memory(int reg, Register base, int offset) {
        bytes(0x80 | (reg & 7) << 3 | base.number & 7);
        room(Integer.BYTES).putInt(offset);
    }

    /// ModRM and SIB of a tile in memory.
    private void rows(int tile, Register base, int offset, Register stride) {
        bytes(0x84 | tile << 3, (stride.number & 7) << 3 | base.number & 7);
        room(Integer.BYTES).putInt(offset);
    }

    final void bytes(int... values) {
        ByteBuffer to = room(values.length);
        for (int value : values) {
            to.put((byte) value);
        }
    }

    private ByteBuffer room(int bytes) {
        if (code.remaining() < bytes) {
            code = ByteBuffer.allocate(2 * code.capacity())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(code.flip());
        }
        return code;
    }
}
