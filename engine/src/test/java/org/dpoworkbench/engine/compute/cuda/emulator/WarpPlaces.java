package org.dpoworkbench.engine.compute.cuda.emulator;

/// Finds and checks the places of all of a warp's lanes at once, where they lie in one region; most accesses do.
final class WarpPlaces {
    /// Where each active lane's bytes begin, in [Region#bytes].
    final int[] at = new int[Register.LANES];

    private final Warp warp;
    private final long[] where = new long[Register.LANES];

    WarpPlaces(Warp warp) {
        this.warp = warp;
    }

    /// The region of the active lanes' bytes, checked for reading; null where there is more than one.
    Region read(Access access) {
        return switch (access.space) {
            case SHARED -> shared(access, false);
            case GLOBAL -> global(access, false);
            case GENERIC, LOCAL, PARAM -> null;
        };
    }

    /// The region of the active lanes' bytes, checked for writing and marked as written; null where there is more than
    /// one.
    Region write(Access access) {
        return switch (access.space) {
            case SHARED -> shared(access, true);
            case GLOBAL -> global(access, true);
            case GENERIC, LOCAL, PARAM -> null;
        };
    }

    private Region shared(Access access, boolean write) {
        addresses(access);
        SharedMemory shared = warp.block.shared;
        int active = warp.active;
        int bytes = access.bytes;
        boolean sound = active == -1 && shared.sound(where, bytes);
        boolean everyLane = warp.block.checks.warpRaces();
        int before = -1;
        for (int m = active; m != 0; m &= m - 1) {
            int lane = Integer.numberOfTrailingZeros(m);
            int place = sound ? (int) where[lane] : shared.at(access, warp, lane, where[lane], bytes);
            at[lane] = place;
            if (write) {
                shared.write(access, warp, lane, place, bytes);
                shared.region.markWritten(place, bytes);
            } else if (place != before || everyLane) {
                // Lanes of one warp that read the same leave the same behind, but for the lane's number.
                shared.read(access, warp, lane, place, bytes);
            }
            before = place;
        }
        return shared.region;
    }

    private Region global(Access access, boolean write) {
        addresses(access);
        int active = warp.active;
        int bytes = access.bytes;
        if (active == -1 && consecutive(bytes)) {
            Region region = access.row(warp, where[0], write);
            if (region != null) {
                int start = (int) (where[0] - region.base);
                for (int lane = 0; lane < Register.LANES; lane++) {
                    at[lane] = start + lane * bytes;
                }
                return region;
            }
        }
        Region all = null;
        for (int m = active; m != 0; m &= m - 1) {
            int lane = Integer.numberOfTrailingZeros(m);
            long place = where[lane];
            Region region = write
                    ? access.writable(warp, lane, place, Space.GLOBAL)
                    : access.readable(warp, lane, place, Space.GLOBAL);
            if (all != null && region != all) {
                return null;
            }
            all = region;
            at[lane] = (int) (place - region.base);
        }
        return all;
    }

    private void addresses(Access access) {
        Address address = access.address;
        if (address.register() >= 0 && address.wide()) {
            long[] base = warp.registers[address.register()].longs;
            long offset = address.offset();
            for (int lane = 0; lane < Register.LANES; lane++) {
                where[lane] = base[lane] + offset;
            }
        } else {
            for (int lane = 0; lane < Register.LANES; lane++) {
                where[lane] = address.of(warp, lane);
            }
        }
    }

    private boolean consecutive(int bytes) {
        long next = where[0];
        for (int lane = 1; lane < Register.LANES; lane++) {
            next += bytes;
            if (where[lane] != next) {
                return false;
            }
        }
        return true;
    }
}
