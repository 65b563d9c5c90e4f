package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.Arrays;

/// 32 threads in lock-step. Where they diverge they become groups, each with a place in the code of its own; the group
/// that is furthest behind runs, and groups that meet become one again. A group that needs other lanes waits for them.
final class Warp {
    final Block block;
    final Kernel kernel;
    final int index;
    final Register[] registers;

    /// One register of each bank for results of which only some lanes count.
    final Register[] scratch = new Register[Bank.values().length];

    /// Lanes that have not returned.
    int live;

    /// Lanes that execute now.
    int active;

    /// Times that lanes of this warp came together.
    int syncs;

    /// Instructions executed.
    long executed;

    /// Where the warp waits for the block.
    private Barrier barrier;

    final AsyncCopies copies = new AsyncCopies(this);
    final WarpPlaces places = new WarpPlaces(this);
    private final LocalMemory local;
    private final int lanes;

    private final int[] groupAt = new int[Register.LANES];
    private final int[] groupLanes = new int[Register.LANES];
    private final boolean[] groupWaits = new boolean[Register.LANES];
    private int groups;
    private int current;

    /// @param lanes a bit for each thread that there is
    Warp(Block block, int index, int lanes) {
        this.block = block;
        this.index = index;
        this.lanes = lanes;
        kernel = block.kernel;
        registers = new Register[kernel.banks.length];
        for (int i = 0; i < registers.length; i++) {
            registers[i] = new Register(kernel.banks[i]);
            registers[i].fill(0xdead_beef_dead_beefL);
        }
        for (Bank bank : Bank.values()) {
            scratch[bank.number] = new Register(bank);
        }
        for (Kernel.Constant constant : kernel.constants) {
            registers[constant.register()].fill(constant.bits());
        }
        local = kernel.localBytes > 0 ? new LocalMemory(kernel) : null;
    }

    /// For a new block.
    void begin() {
        live = lanes;
        groups = 1;
        groupAt[0] = 0;
        groupLanes[0] = lanes;
        groupWaits[0] = false;
        copies.begin();
        for (Kernel.Special special : kernel.specials) {
            special.value().set(registers[special.register()], this);
        }
        if (local != null) {
            local.begin();
        }
    }

    Barrier barrier() {
        return barrier;
    }

    LocalMemory local() {
        return local;
    }

    /// Runs until the warp waits at a barrier of the block (true), or every lane has returned (false).
    boolean run() {
        Instruction[] code = kernel.code;
        int[] controlAt = kernel.controlAt;
        while (choose()) {
            int at = groupAt[current];
            int meeting = meeting(at);
            while (true) {
                int end = Math.min(meeting, controlAt[at]);
                executed += end - at;
                for (; at < end; at++) {
                    code[at].execute(this);
                }
                groupAt[current] = at;
                if (at == meeting) {
                    break;
                }
                executed++;
                int next = ((Control) code[at]).next(this);
                if (next == Control.CHOOSE) {
                    break;
                }
                if (next == Control.BARRIER) {
                    barrier = code[at] instanceof Barrier plain ? plain : ((GuardedControl) code[at]).barrier();
                    groupAt[current] = at + 1;
                    return true;
                }
                at = next;
                if (groups > 1) {
                    groupAt[current] = at;
                    break;
                }
            }
        }
        return false;
    }

    /// Takes the group that is furthest behind and does not wait, with all that are where it is; false at the end.
    private boolean choose() {
        if (groups == 0) {
            return false;
        }
        int best = -1;
        for (int g = 0; g < groups; g++) {
            if (!groupWaits[g] && (best < 0 || groupAt[g] < groupAt[best])) {
                best = g;
            }
        }
        if (best < 0) {
            throw stuck();
        }
        for (int g = groups - 1; g >= 0; g--) {
            if (g != best && groupAt[g] == groupAt[best]) {
                groupLanes[best] |= groupLanes[g];
                int last = groups - 1;
                remove(g);
                best = best == last ? g : best;
            }
        }
        current = best;
        active = groupLanes[best];
        return true;
    }

    private void remove(int group) {
        int last = --groups;
        groupAt[group] = groupAt[last];
        groupLanes[group] = groupLanes[last];
        groupWaits[group] = groupWaits[last];
    }

    /// Where the next group stands that one from `at` on can meet.
    private int meeting(int at) {
        int meeting = Integer.MAX_VALUE;
        for (int g = 0; g < groups; g++) {
            if (groupAt[g] > at) {
                meeting = Math.min(meeting, groupAt[g]);
            }
        }
        return meeting;
    }

    /// Some of the active lanes go on at `there`, the others at `here`.
    void split(int some, int there, int here) {
        groupAt[current] = here;
        groupLanes[current] = active & ~some;
        groupAt[groups] = there;
        groupLanes[groups] = some;
        groupWaits[groups] = false;
        groups++;
    }

    /// The active lanes return. Those that wait look again whether somebody is missing.
    void exit() {
        live &= ~active;
        remove(current);
        Arrays.fill(groupWaits, 0, groups, false);
    }

    /// The active lanes wait where they are until others come.
    void block() {
        groupWaits[current] = true;
    }

    private KernelFault stuck() {
        StringBuilder where = new StringBuilder("the warp's lanes wait for each other at different places:");
        for (int g = 0; g < groups; g++) {
            where.append(String.format(" lanes 0x%08x at %s;", groupLanes[g], kernel.code[groupAt[g]].place()));
        }
        int lane = Integer.numberOfTrailingZeros(groupLanes[0]);
        return fault(kernel.code[groupAt[0]], lane, where.toString());
    }

    KernelFault fault(Instruction instruction, int lane, String what) {
        return new KernelFault(String.format(
                "%s, block (%d, %d), thread %d, %s%n%s",
                kernel.name, block.x, block.y, index * Register.LANES + lane, instruction.place(), what));
    }
}
