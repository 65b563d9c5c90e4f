package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.ArrayList;
import java.util.List;

/// A warp's copies from global to shared memory that are on the way. What they bring arrives when the lane waits for
/// them, not before: until then the target can be neither read nor written.
final class AsyncCopies {
    private final Warp warp;
    private final List<Copy> onTheWay = new ArrayList<>();

    /// Groups that each lane committed.
    private final int[] committed = new int[Register.LANES];

    /// @param group the lane's group to which it belongs
    /// @param low   its first eight bytes
    /// @param high  the others
    record Copy(Instruction instruction, int lane, int group, int at, int bytes, long low, long high) {}

    AsyncCopies(Warp warp) {
        this.warp = warp;
    }

    void begin() {
        onTheWay.clear();
    }

    void add(Instruction instruction, int lane, int at, int bytes, long low, long high) {
        SharedMemory shared = warp.block.shared;
        shared.write(instruction, warp, lane, at, bytes);
        for (int i = at; i < at + bytes; i++) {
            shared.region.state[i] = Region.COPY_ON_THE_WAY;
        }
        onTheWay.add(new Copy(instruction, lane, committed[lane], at, bytes, low, high));
    }

    void commit(int lanes) {
        for (int m = lanes; m != 0; m &= m - 1) {
            committed[Integer.numberOfTrailingZeros(m)]++;
        }
    }

    /// Lets all but the newest `pending` groups arrive.
    void await(int lanes, int pending) {
        onTheWay.removeIf(copy -> {
            boolean arrives = (lanes >>> copy.lane() & 1) != 0 && copy.group() < committed[copy.lane()] - pending;
            if (arrives) {
                arrive(copy);
            }
            return arrives;
        });
    }

    private void arrive(Copy copy) {
        SharedMemory shared = warp.block.shared;
        byte[] bytes = shared.region.bytes;
        shared.region.markWritten(copy.at(), copy.bytes());
        shared.write(copy.instruction(), warp, copy.lane(), copy.at(), copy.bytes());
        if (copy.bytes() == Integer.BYTES) {
            Region.INT.set(bytes, copy.at(), (int) copy.low());
        } else {
            Region.LONG.set(bytes, copy.at(), copy.low());
        }
        if (copy.bytes() == 2 * Long.BYTES) {
            Region.LONG.set(bytes, copy.at() + Long.BYTES, copy.high());
        }
    }
}
