package org.dpoworkbench.engine.compute.cuda.emulator;

/// `ldmatrix`: one, two or four 8×8 matrices of 16-bit numbers. Lanes 8i to 8i + 7 give the addresses of matrix i's
/// rows; lane l receives of each matrix the numbers 2 (l mod 4) and the next of row l / 4, or of column l / 4 where
/// the matrix is transposed.
final class LoadMatrix extends Converging {
    private static final int ROW_BYTES = 16;

    private final Address address;
    private final boolean transposed;
    private final int[] targets;

    LoadMatrix(int everyLane, Address address, boolean transposed, int... targets) {
        super(everyLane);
        this.address = address;
        this.transposed = transposed;
        this.targets = targets;
    }

    @Override
    void together(Warp warp) {
        SharedMemory shared = warp.block.shared;
        byte[] bytes = shared.region.bytes;
        int[] rows = new int[8 * targets.length];
        for (int lane = 0; lane < rows.length; lane++) {
            rows[lane] = shared.at(this, warp, lane, address.of(warp, lane), ROW_BYTES);
            shared.read(this, warp, lane, rows[lane], ROW_BYTES);
        }
        for (int i = 0; i < targets.length; i++) {
            int[] target = warp.registers[targets[i]].ints;
            for (int lane = 0; lane < Register.LANES; lane++) {
                int major = lane >> 2;
                int minor = 2 * (lane & 3);
                if (transposed) {
                    int low = (short) Region.SHORT.get(bytes, rows[8 * i + minor] + 2 * major);
                    int high = (short) Region.SHORT.get(bytes, rows[8 * i + minor + 1] + 2 * major);
                    target[lane] = (low & 0xffff) | high << 16;
                } else {
                    target[lane] = (int) Region.INT.get(bytes, rows[8 * i + major] + 2 * minor);
                }
            }
        }
    }
}
