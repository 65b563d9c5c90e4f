package org.dpoworkbench.engine.compute.cpu.machine;

import static org.dpoworkbench.engine.compute.cpu.machine.Register.R10;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.R11;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.R8;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.R9;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.RAX;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.RCX;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.RDI;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.RDX;
import static org.dpoworkbench.engine.compute.cpu.machine.Register.RSI;

import java.util.Arrays;

/// The machine code of [TileKernels], whose methods say what each routine does.
///
/// A tile has 16 rows of 64 bytes. Of the eight, four hold sums, two the left pieces, two the right ones.
final class TileRoutines {
    private static final int VECTOR = 64;
    private static final int TILE = 16 * VECTOR;

    /// Two tiles: one piece of a block.
    private static final int PIECE = 2 * TILE;

    private static final int BLOCK = 3 * PIECE;

    /// Blocks that rows are fetched ahead of their splitting.
    private static final int AHEAD = 2;

    private static final int LEFT = 4;
    private static final int RIGHT = 6;

    /// Pieces of the left and right side whose products are added, each with one side of the product before.
    private static final int[][] ALL = {{0, 2}, {0, 1}, {1, 1}, {1, 0}, {2, 0}, {0, 0}};

    private static final int[][] BY_FIRST = {{2, 0}, {1, 0}, {0, 0}};

    private static final int HALF = 30;
    private static final int UPPER = 31;

    private TileRoutines() {}

    /// RDI left panel, RSI right panels, RDX blocks of a panel, RCX right panels, R8 result, R9 bytes from row to row
    /// of it.
    ///
    /// @param configuration where the tiles' shapes lie in memory
    static byte[] multiply(long configuration) {
        return multiply(configuration, ALL);
    }

    /// As [#multiply], where all pieces of the right panels but the first are 0.
    static byte[] multiplyByFirstPieces(long configuration) {
        return multiply(configuration, BY_FIRST);
    }

    private static byte[] multiply(long configuration, int[][] products) {
        var code = new Assembler();
        code.move(RAX, configuration);
        code.configureTiles(RAX);
        code.move(R10, VECTOR);
        int panel = code.here();
        code.move(R11, RDI);
        code.move(RAX, RDX);
        for (int sum = 0; sum < 4; sum++) {
            code.zeroTile(sum);
        }
        int block = code.here();
        blockProduct(code, products);
        code.add(R11, BLOCK);
        code.add(RSI, BLOCK);
        code.countDown(RAX, block);
        code.move(RAX, R9);
        code.shiftLeft(RAX, 4);
        code.add(RAX, R8);
        code.storeTile(0, R8, 0, R9);
        code.storeTile(1, R8, VECTOR, R9);
        code.storeTile(2, RAX, 0, R9);
        code.storeTile(3, RAX, VECTOR, R9);
        code.add(R8, 2 * VECTOR);
        code.countDown(RCX, panel);
        code.releaseTiles();
        code.end();
        return code.code();
    }

    /// Meanwhile the next block comes into the cache.
    private static void blockProduct(Assembler code, int[][] products) {
        int left = -1;
        int right = -1;
        for (int p = 0; p < products.length; p++) {
            if (products[p][0] != left) {
                left = products[p][0];
                code.loadTile(LEFT, R11, left * PIECE, R10);
                code.loadTile(LEFT + 1, R11, left * PIECE + TILE, R10);
            }
            if (products[p][1] != right) {
                right = products[p][1];
                code.loadTile(RIGHT, RSI, right * PIECE, R10);
                code.loadTile(RIGHT + 1, RSI, right * PIECE + TILE, R10);
            }
            code.multiplyTiles(0, LEFT, RIGHT);
            prefetch(code, products, 2 * p);
            code.multiplyTiles(1, LEFT, RIGHT + 1);
            prefetch(code, products, 2 * p + 1);
            code.multiplyTiles(2, LEFT + 1, RIGHT);
            code.multiplyTiles(3, LEFT + 1, RIGHT + 1);
        }
    }

    /// One part of the pieces of the next blocks that are needed, of two for each product.
    private static void prefetch(Assembler code, int[][] products, int part) {
        int rightPieces = 1 + Arrays.stream(products).mapToInt(p -> p[1]).max().orElseThrow();
        int parts = 2 * products.length;
        prefetch(code, R11, part * BLOCK / parts, (part + 1) * BLOCK / parts);
        prefetch(code, RSI, part * rightPieces * PIECE / parts, (part + 1) * rightPieces * PIECE / parts);
    }

    private static void prefetch(Assembler code, Register base, int from, int to) {
        for (int line = Math.ceilDiv(from, VECTOR) * VECTOR; line < to; line += VECTOR) {
            code.prefetch(base, BLOCK + line);
        }
    }

    /// RDI floats, RSI bytes from row to row, RDX panel, RCX blocks.
    ///
    /// @param constants where the two masks of [#split] lie in memory
    static byte[] splitRows(long constants) {
        var code = new Assembler();
        loadMasks(code, constants);
        int block = code.here();
        code.move(R8, RDI);
        code.move(RAX, 32L);
        int row = code.here();
        code.loadVector(0, R8, 0);
        code.loadVector(1, R8, VECTOR);
        code.prefetch(R8, AHEAD * 2 * VECTOR);
        code.prefetch(R8, AHEAD * 2 * VECTOR + VECTOR);
        split(code, 0, 1, RDX, 0);
        code.add(R8, RSI);
        code.add(RDX, VECTOR);
        code.countDown(RAX, row);
        code.add(RDX, BLOCK - PIECE);
        code.add(RDI, 2 * VECTOR);
        code.countDown(RCX, block);
        code.end();
        return code.code();
    }

    /// RDI floats, RSI bytes from row to row, RDX panel, RCX blocks.
    ///
    /// @param constants where the two masks of [#split] lie in memory
    static byte[] splitColumns(long constants) {
        var code = new Assembler();
        loadMasks(code, constants);
        code.move(R9, RSI);
        code.shiftLeft(R9, 4);
        int block = code.here();
        code.move(R8, RDI);
        code.add(R8, R9);
        code.move(R10, R8);
        code.add(R10, R9);
        code.move(R11, R10);
        code.add(R11, R9);
        code.move(RAX, 16L);
        int row = code.here();
        code.loadVector(0, RDI, 0);
        code.loadVector(1, R8, 0);
        code.loadVector(2, RDI, VECTOR);
        code.loadVector(3, R8, VECTOR);
        for (int line = 0; line < 2 * VECTOR; line += VECTOR) {
            code.prefetch(R10, line);
            code.prefetch(R11, line);
        }
        split(code, 0, 1, RDX, 0);
        split(code, 2, 3, RDX, TILE);
        code.add(RDI, RSI);
        code.add(R8, RSI);
        code.add(R10, RSI);
        code.add(R11, RSI);
        code.add(RDX, VECTOR);
        code.countDown(RAX, row);
        code.add(RDX, BLOCK - TILE);
        code.move(RDI, R8);
        code.countDown(RCX, block);
        code.end();
        return code.code();
    }

    private static void loadMasks(Assembler code, long constants) {
        code.move(RAX, constants);
        code.loadVector(HALF, RAX, 0);
        code.loadVector(UPPER, RAX, VECTOR);
    }

    /// Writes the three pieces of two vectors, lane by lane beside each other. The first two are rounded to nearest, so
    /// that at most eight bits are left for the third, which is exact; a number that is none stays so in the third.
    private static void split(Assembler code, int low, int high, Register to, int offset) {
        int lowPiece = 4 + 2 * low;
        int highPiece = 5 + 2 * low;
        int pair = 12 + low;
        for (int piece = 0; piece < 2; piece++) {
            code.addInts(lowPiece, low, HALF);
            code.addInts(highPiece, high, HALF);
            code.and(lowPiece, lowPiece, UPPER);
            code.and(highPiece, highPiece, UPPER);
            code.shiftIntsRight(pair, lowPiece, 16);
            code.or(pair, pair, highPiece);
            code.storeVector(pair, to, offset + piece * PIECE);
            code.subtractFloats(low, low, lowPiece);
            code.subtractFloats(high, high, highPiece);
        }
        code.shiftIntsRight(pair, low, 16);
        code.and(highPiece, high, UPPER);
        code.or(pair, pair, highPiece);
        code.storeVector(pair, to, offset + 2 * PIECE);
    }

    /// RDI floats, RSI bytes from row to row, RDX 32 × 32 floats, RCX bytes to the floats that come next.
    static byte[] transpose() {
        var code = new Assembler();
        code.add(RCX, RDI);
        for (int half = 0; half < 2; half++) {
            for (int side = 0; side < 2; side++) {
                code.move(R8, RDI);
                for (int row = 0; row < 16; row++) {
                    code.loadVector(row, R8, side * VECTOR);
                    code.add(R8, RSI);
                    if (side == 0) {
                        code.prefetch(RCX, 0);
                        code.prefetch(RCX, VECTOR);
                        code.add(RCX, RSI);
                    }
                }
                transposeSquare(code);
                for (int row = 0; row < 16; row++) {
                    code.storeVector(row, RDX, (16 * side + row) * 2 * VECTOR + half * VECTOR);
                }
            }
            code.move(RDI, R8);
        }
        code.end();
        return code.code();
    }

    /// The vectors 0 to 15, a square of floats, turned by way of 16 to 31.
    private static void transposeSquare(Assembler code) {
        for (int i = 0; i < 16; i += 2) {
            code.interleaveLowFloats(16 + i, i, i + 1);
            code.interleaveHighFloats(17 + i, i, i + 1);
        }
        for (int i = 0; i < 16; i += 4) {
            code.joinLowPairs(i, 16 + i, 18 + i);
            code.joinHighPairs(i + 1, 16 + i, 18 + i);
            code.joinLowPairs(i + 2, 17 + i, 19 + i);
            code.joinHighPairs(i + 3, 17 + i, 19 + i);
        }
        // Now vector 4 g + c has in its fours the columns c, 4 + c, 8 + c, 12 + c of the rows 4 g to 4 g + 3.
        for (int c = 0; c < 4; c++) {
            code.joinEvenFours(16 + c, c, 4 + c);
            code.joinOddFours(20 + c, c, 4 + c);
            code.joinEvenFours(24 + c, 8 + c, 12 + c);
            code.joinOddFours(28 + c, 8 + c, 12 + c);
        }
        for (int c = 0; c < 4; c++) {
            code.joinEvenFours(c, 16 + c, 24 + c);
            code.joinEvenFours(4 + c, 20 + c, 28 + c);
            code.joinOddFours(8 + c, 16 + c, 24 + c);
            code.joinOddFours(12 + c, 20 + c, 28 + c);
        }
    }
}
