package org.dpoworkbench.engine.compute.cuda.emulator;

/// `atom` and `red`: the lanes one after the other. Atomic operations do not race with each other.
final class Atomic extends Access {
    private final AtomicFunction function;
    private final int target;
    private final int b;
    private final int c;

    /// @param target register of what lay there before; -1 for `red`
    /// @param c      -1 without a third operand
    Atomic(Space space, Address address, int bytes, AtomicFunction function, int target, int b, int c) {
        super(space, address, bytes, true, false);
        this.function = function;
        this.target = target;
        this.b = b;
        this.c = c;
    }

    @Override
    void execute(Warp warp) {
        for (int m = warp.active; m != 0; m &= m - 1) {
            int lane = Integer.numberOfTrailingZeros(m);
            long where = address.of(warp, lane);
            Space in = space == Space.GENERIC ? Space.of(where) : space;
            where -= space == Space.GENERIC ? in.window() : 0;
            Region region;
            if (in == Space.SHARED) {
                SharedMemory shared = warp.block.shared;
                region = shared.region;
                shared.meet(this, warp, lane, shared.at(this, warp, lane, where, bytes), bytes);
            } else {
                region = readable(warp, lane, where, in);
            }
            int at = (int) (where - region.base);
            long old = bytes == Long.BYTES
                    ? (long) Region.LONG.get(region.bytes, at)
                    : Integer.toUnsignedLong((int) Region.INT.get(region.bytes, at));
            long now = function.apply(old, warp.registers[b].bits(lane), c < 0 ? 0 : warp.registers[c].bits(lane));
            if (bytes == Long.BYTES) {
                Region.LONG.set(region.bytes, at, now);
            } else {
                Region.INT.set(region.bytes, at, (int) now);
            }
            if (target >= 0) {
                warp.registers[target].bits(lane, old);
            }
        }
    }
}
