package org.dpoworkbench.engine.compute;

/// 8-bit numbers in blocks ([EightBit]): a row of words a block, the codes and then the block's factor.
///
/// @param blocks (blocks, [EightBit#WORDS]), whose bits are no floats but the last word's
/// @param size   numbers; the last block may be filled in part
public record EightBitTensor(FloatTensor blocks, long size) {
    public EightBitTensor {
        if (blocks.columns() != EightBit.WORDS || blocks.rows() != blocksOf(size)) {
            throw new IllegalArgumentException(
                    size + " numbers in " + blocks.rows() + " blocks of " + blocks.columns() + " words");
        }
    }

    /// Blocks that so many numbers take.
    public static long blocksOf(long size) {
        return Math.ceilDiv(size, EightBit.BLOCK);
    }

    public long address() {
        return blocks.address();
    }
}
