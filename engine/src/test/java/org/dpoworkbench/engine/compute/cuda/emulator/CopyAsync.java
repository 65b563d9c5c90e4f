package org.dpoworkbench.engine.compute.cuda.emulator;

/// `cp.async`: 4, 8 or 16 bytes from global to shared memory, of which those past the source size are zero.
final class CopyAsync extends Access {
    private final Address target;
    private final int sourceBytes;

    /// @param sourceBytes register of the source size; -1 for all
    CopyAsync(Address target, Address source, int bytes, int sourceBytes) {
        super(Space.GLOBAL, source, bytes, false, true);
        this.target = target;
        this.sourceBytes = sourceBytes;
    }

    @Override
    void execute(Warp warp) {
        SharedMemory shared = warp.block.shared;
        for (int m = warp.active; m != 0; m &= m - 1) {
            int lane = Integer.numberOfTrailingZeros(m);
            int read = sourceBytes < 0 ? bytes : warp.registers[sourceBytes].ints[lane];
            if (read < 0 || read > bytes) {
                throw warp.fault(this, lane, "a source of " + read + " bytes for a copy of " + bytes);
            }
            int at = shared.at(this, warp, lane, target.of(warp, lane), bytes);
            long low = 0;
            long high = 0;
            if (read > 0) {
                long where = address.of(warp, lane);
                // Alignment is asked of the whole copy; memory only of what is read.
                if ((where & bytes - 1) != 0) {
                    throw warp.fault(
                            this,
                            lane,
                            "global memory at " + DeviceMemory.hex(where) + " is misaligned for " + bytes + " bytes");
                }
                for (int i = 0; i < read; i++) {
                    long value = oneByte(warp, lane, where + i);
                    low |= i < Long.BYTES ? value << (8 * i) : 0;
                    high |= i >= Long.BYTES ? value << (8 * (i - Long.BYTES)) : 0;
                }
            }
            warp.copies.add(this, lane, at, bytes, low, high);
        }
    }

    private long oneByte(Warp warp, int lane, long where) {
        Region region = warp.block.memory.find(where, 1);
        if (region == null) {
            throw warp.fault(
                    this,
                    lane,
                    "reads global memory at " + DeviceMemory.hex(where) + ", outside of every allocation"
                            + warp.block.memory.nearest(where));
        }
        int at = (int) (where - region.base);
        if (!region.written(at, 1)) {
            throw warp.fault(this, lane, "reads global memory never written, byte " + at + " of " + region.size);
        }
        return region.bytes[at] & 0xff;
    }
}
