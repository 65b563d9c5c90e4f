package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.Arrays;

/// A block's shared memory, with who touched each granule since the last barrier. Two threads that touch the same
/// granule between two barriers, one of them writing, race. A granule is as wide as the narrowest access of the kernel.
///
/// A tag is, from its high bits: 24 of the barrier interval, 16 of the warp's own synchronisations, 14 of the
/// instruction, 10 of the thread.
final class SharedMemory {
    private static final int INTERVAL = 40;
    private static final int SYNCS = 24;
    private static final int INSTRUCTION = 10;
    private static final int THREADS = (1 << INSTRUCTION) - 1;

    final Region region;
    private final Kernel kernel;
    private final int granule;
    /// Of each granule the last writer, then the first reader.
    private final long[] tags;

    /// The last reader of another warp than the first.
    private final long[] otherReader;
    /// Of each 16 bytes: the interval and warp that read some of them last, and a bit for each byte
    /// that it read. What a warp read it may read again until somebody writes.
    private final long[] seen;

    private final boolean warpRaces;
    private long interval;

    SharedMemory(Kernel kernel, boolean warpRaces) {
        this.kernel = kernel;
        this.warpRaces = warpRaces;
        granule = Integer.numberOfTrailingZeros(kernel.sharedGranule);
        region = new Region(0, kernel.shared.size(), false);
        int granules = (region.bytes.length >> granule) + 1;
        tags = new long[2 * granules];
        otherReader = new long[granules];
        seen = new long[(region.bytes.length >> 4) + 1];
    }

    /// For a new block: nothing was written.
    void begin() {
        kernel.shared.resetStates(region);
        Arrays.fill(region.bytes, (byte) 0xff);
        barrier();
    }

    /// What was before a barrier does not race with what comes after it.
    void barrier() {
        if (++interval == 1 << SYNCS) {
            interval = 1;
            Arrays.fill(tags, 0);
            Arrays.fill(otherReader, 0);
            Arrays.fill(seen, 0);
        }
    }

    /// Whether all 32 addresses are within the memory and multiples of the width.
    boolean sound(long[] addresses, int count) {
        long last = region.size - count;
        long low = count - 1L;
        long bad = 0;
        for (int lane = 0; lane < Register.LANES; lane++) {
            long address = addresses[lane];
            bad |= (address & low) | (address | (last - address)) >>> 63;
        }
        return bad == 0;
    }

    int at(Instruction instruction, Warp warp, int lane, long address, int count) {
        if (address < 0 || address > region.size - count) {
            throw warp.fault(
                    instruction,
                    lane,
                    count + " bytes of shared memory at " + address + " are outside of its " + region.size);
        }
        if ((address & count - 1) != 0) {
            throw warp.fault(
                    instruction, lane, "shared memory at " + address + " is misaligned for " + count + " bytes");
        }
        return (int) address;
    }

    void read(Instruction instruction, Warp warp, int lane, int at, int count) {
        long reader = interval << 5 | warp.index;
        long read = ((1L << count) - 1) << (at & 15);
        long line = seen[at >> 4];
        boolean again = line >>> 16 == reader;
        if (again && (line & read) == read && !warpRaces) {
            return;
        }
        check(instruction, warp, lane, at, count);
        seen[at >> 4] = again ? line | read : reader << 16 | read;
    }

    private void check(Instruction instruction, Warp warp, int lane, int at, int count) {
        if (!region.written(at, count)) {
            throw warp.fault(
                    instruction,
                    lane,
                    "reads shared memory " + region.complaint(at, count) + ", at " + kernel.shared.describe(at));
        }
        long tag = tag(instruction, warp, lane);
        int end = (at + count - 1) >> granule;
        for (int g = at >> granule; g <= end; g++) {
            long last = tags[2 * g];
            if (last >>> INTERVAL == interval && races(last, tag)) {
                throw race(instruction, warp, lane, at, "reads", last, "wrote");
            }
            long first = tags[2 * g + 1];
            if (first >>> INTERVAL != interval) {
                tags[2 * g + 1] = tag;
            } else if (apart(first, tag)) {
                otherReader[g] = tag;
            }
        }
    }

    void write(Instruction instruction, Warp warp, int lane, int at, int count) {
        if (!region.writable(at, count)) {
            throw warp.fault(
                    instruction,
                    lane,
                    "writes shared memory " + region.complaint(at, count) + ", at " + kernel.shared.describe(at));
        }
        seen[at >> 4] = 0;
        long tag = tag(instruction, warp, lane);
        int end = (at + count - 1) >> granule;
        for (int g = at >> granule; g <= end; g++) {
            long last = tags[2 * g];
            if (last >>> INTERVAL == interval && races(last, tag)) {
                throw race(instruction, warp, lane, at, "writes", last, "wrote");
            }
            long first = tags[2 * g + 1];
            if (first >>> INTERVAL == interval) {
                if (races(first, tag)) {
                    throw race(instruction, warp, lane, at, "writes", first, "read");
                }
                long other = otherReader[g];
                if (other >>> INTERVAL == interval && races(other, tag)) {
                    throw race(instruction, warp, lane, at, "writes", other, "read");
                }
            }
            tags[2 * g] = tag;
        }
    }

    /// An atomic operation: it races with what others wrote or read by ordinary means, not with its like.
    void meet(Instruction instruction, Warp warp, int lane, int at, int count) {
        if (!region.written(at, count)) {
            throw warp.fault(
                    instruction,
                    lane,
                    "changes shared memory " + region.complaint(at, count) + ", at " + kernel.shared.describe(at));
        }
        seen[at >> 4] = 0;
        long tag = tag(instruction, warp, lane);
        for (int g = at >> granule; g <= (at + count - 1) >> granule; g++) {
            long last = tags[2 * g];
            if (last >>> INTERVAL == interval && races(last, tag) && !(code(last) instanceof Atomic)) {
                throw race(instruction, warp, lane, at, "changes", last, "wrote");
            }
            long first = tags[2 * g + 1];
            if (first >>> INTERVAL == interval && races(first, tag)) {
                throw race(instruction, warp, lane, at, "changes", first, "read");
            }
            tags[2 * g] = tag;
        }
    }

    private Instruction code(long tag) {
        return kernel.code[(int) (tag >>> INSTRUCTION) & 0x3fff];
    }

    private long tag(Instruction instruction, Warp warp, int lane) {
        return interval << INTERVAL
                | (long) (warp.syncs & 0xffff) << SYNCS
                | (long) instruction.index << INSTRUCTION
                | warp.index << 5
                | lane;
    }

    /// Of the same interval: whether the threads are apart in the sense of the races looked for.
    private boolean apart(long one, long two) {
        return ((one ^ two) & (warpRaces ? THREADS : THREADS & ~31)) != 0;
    }

    /// Of the same interval: threads of different warps, or of the same warp without a synchronisation between.
    private boolean races(long one, long two) {
        long difference = one ^ two;
        if ((difference & (THREADS & ~31)) != 0) {
            return true;
        }
        return warpRaces && (difference & 31) != 0 && difference << 24 >>> 48 == 0;
    }

    private KernelFault race(
            Instruction instruction, Warp warp, int lane, int at, String does, long other, String did) {
        Instruction there = code(other);
        return warp.fault(
                instruction,
                lane,
                "data race: " + does + " shared memory at " + kernel.shared.describe(at) + ", which thread "
                        + (other & THREADS) + " " + did + " since the last barrier at " + there.place());
    }
}
