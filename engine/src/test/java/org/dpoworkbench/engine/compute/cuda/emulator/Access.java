package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.Arrays;

/// An instruction that reads or writes memory, with every check of its addresses.
abstract class Access extends Instruction {
    final Space space;
    final Address address;

    /// Bytes that a lane touches: 1, 2, 4, 8 or 16.
    final int bytes;

    /// Volatile accesses and atomics may see other blocks' work.
    private final boolean meetsOthers;

    /// `.nc`: what it reads does not change during the launch.
    private final boolean unchanging;

    /// The allocation found last. Threads may overwrite each other's: it is only where to look first.
    private Region last = new Region(-1, 0, false);

    Access(Space space, Address address, int bytes, boolean meetsOthers, boolean unchanging) {
        this.space = space;
        this.address = address;
        this.bytes = bytes;
        this.meetsOthers = meetsOthers;
        this.unchanging = unchanging;
    }

    /// The region of 32 lanes' bytes one after the other, all of them checked at once; null where lanes
    /// must be looked at one by one, also to say what is wrong.
    final Region row(Warp warp, long first, boolean write) {
        int all = bytes * Register.LANES;
        Region region = last;
        if (!region.contains(first, all)) {
            region = warp.block.memory.find(first, all);
        }
        if (region == null || (first & bytes - 1) != 0) {
            return null;
        }
        last = region;
        int at = (int) (first - region.base);
        if (!write && !region.rowWritten(at, all)) {
            return null;
        }
        if (!meetsOthers && bytes >= Integer.BYTES && warp.block.checks.gridRaces()) {
            int own = warp.block.writer;
            int from = at >> 2;
            int to = (at + all) >> 2;
            int firstWriter = warp.block.firstWriter;
            for (int i = from; i < to; i++) {
                int writer = region.writers[i];
                if (writer >= firstWriter && (unchanging || writer != own)) {
                    return null;
                }
            }
            if (write) {
                Arrays.fill(region.writers, from, to, own);
            }
        }
        if (write) {
            Arrays.fill(region.state, at, at + all, Region.WRITTEN);
        }
        return region;
    }

    /// The region of an address that may be read; the place in it is the address less its base.
    final Region readable(Warp warp, int lane, long where, Space in) {
        return switch (in) {
            case GLOBAL -> {
                Region region = global(warp, lane, where, "reads");
                int at = (int) (where - region.base);
                if (!region.written(at, bytes)) {
                    throw warp.fault(
                            this,
                            lane,
                            "reads global memory " + region.complaint(at, bytes) + " at " + DeviceMemory.hex(where)
                                    + ", byte " + at + " of " + region.size);
                }
                if (!meetsOthers && bytes >= Integer.BYTES && warp.block.checks.gridRaces()) {
                    unwritten(warp, lane, region, at);
                }
                yield region;
            }
            case SHARED -> {
                SharedMemory shared = warp.block.shared;
                shared.read(this, warp, lane, shared.at(this, warp, lane, where, bytes), bytes);
                yield shared.region;
            }
            case LOCAL -> {
                Region region = local(warp, lane, where);
                if (!region.written((int) where, bytes)) {
                    throw warp.fault(this, lane, "reads local memory never written, at " + where);
                }
                yield region;
            }
            case PARAM -> {
                Region region = warp.block.parameters;
                if (!region.contains(where, bytes)) {
                    throw warp.fault(this, lane, "parameter space has no bytes at " + where);
                }
                yield region;
            }
            case GENERIC -> throw new IllegalStateException("a generic address is resolved first");
        };
    }

    /// The region of an address that may be written.
    final Region writable(Warp warp, int lane, long where, Space in) {
        return switch (in) {
            case GLOBAL -> {
                Region region = global(warp, lane, where, "writes");
                int at = (int) (where - region.base);
                if (!meetsOthers && bytes >= Integer.BYTES && warp.block.checks.gridRaces()) {
                    unwritten(warp, lane, region, at);
                    for (int i = at; i < at + bytes; i += Integer.BYTES) {
                        region.writers[i >> 2] = warp.block.writer;
                    }
                }
                region.markWritten(at, bytes);
                yield region;
            }
            case SHARED -> {
                SharedMemory shared = warp.block.shared;
                int at = shared.at(this, warp, lane, where, bytes);
                shared.write(this, warp, lane, at, bytes);
                shared.region.markWritten(at, bytes);
                yield shared.region;
            }
            case LOCAL -> {
                Region region = local(warp, lane, where);
                region.markWritten((int) where, bytes);
                yield region;
            }
            case PARAM -> throw warp.fault(this, lane, "parameters are not written");
            case GENERIC -> throw new IllegalStateException("a generic address is resolved first");
        };
    }

    /// The allocation that holds all of a lane's bytes.
    final Region global(Warp warp, int lane, long where, String does) {
        Region region = last;
        if (!region.contains(where, bytes)) {
            region = warp.block.memory.find(where, bytes);
            if (region == null) {
                throw warp.fault(
                        this,
                        lane,
                        does + " " + bytes + " bytes of global memory at " + DeviceMemory.hex(where)
                                + ", outside of every allocation" + warp.block.memory.nearest(where));
            }
            last = region;
        }
        if ((where & bytes - 1) != 0) {
            throw warp.fault(
                    this,
                    lane,
                    "global memory at " + DeviceMemory.hex(where) + " is misaligned for " + bytes + " bytes");
        }
        return region;
    }

    private Region local(Warp warp, int lane, long where) {
        Region region = warp.local() == null ? null : warp.local().lane(lane);
        if (region == null || !region.contains(where, bytes)) {
            throw warp.fault(this, lane, bytes + " bytes of local memory at " + where + " are outside of it");
        }
        if ((where & bytes - 1) != 0) {
            throw warp.fault(this, lane, "local memory at " + where + " is misaligned for " + bytes + " bytes");
        }
        return region;
    }

    /// No other block wrote the words in this launch; nor this one, where they must not change.
    private void unwritten(Warp warp, int lane, Region region, int at) {
        for (int i = at >> 2; i < (at + bytes) >> 2; i++) {
            int writer = region.writers[i];
            if (writer >= warp.block.firstWriter && (unchanging || writer != warp.block.writer)) {
                int block = writer - warp.block.firstWriter;
                throw warp.fault(
                        this,
                        lane,
                        String.format(
                                "race in global memory at byte %,d of %,d: block (%d, %d) wrote it in the same launch",
                                4 * i, region.size, block % warp.block.gridX, block / warp.block.gridX));
            }
        }
    }
}
