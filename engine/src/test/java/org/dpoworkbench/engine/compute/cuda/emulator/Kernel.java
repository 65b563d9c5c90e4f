package org.dpoworkbench.engine.compute.cuda.emulator;

/// A kernel, ready to run.
final class Kernel {
    final String name;
    final int parameterBytes;
    final int mostThreads;
    final int localBytes;
    final SharedLayout shared;

    /// Bytes of the narrowest access to shared memory, at most 4.
    final int sharedGranule;

    final Bank[] banks;
    final Constant[] constants;
    final Special[] specials;
    final Instruction[] code;

    /// For each instruction the next control instruction at or after it.
    final int[] controlAt;

    /// Whether blocks may see each other's work, by atomic operations on global memory: they then run in order.
    final boolean blocksMeet;

    private Block idle;

    /// A register that holds the same bits for ever.
    record Constant(int register, long bits) {}

    /// A register that holds what a special register says.
    record Special(int register, SpecialValue value) {}

    Kernel(
            KernelText text,
            int parameterBytes,
            int localBytes,
            SharedLayout shared,
            int sharedGranule,
            Names names,
            Instruction[] code,
            boolean blocksMeet) {
        name = text.name;
        mostThreads = text.mostThreads;
        this.parameterBytes = parameterBytes;
        this.localBytes = localBytes;
        this.shared = shared;
        this.sharedGranule = sharedGranule;
        this.code = code;
        this.blocksMeet = blocksMeet;
        banks = names.banks();
        constants = names.constants();
        specials = names.specials();
        controlAt = new int[code.length];
        int next = code.length;
        for (int i = code.length - 1; i >= 0; i--) {
            next = code[i] instanceof Control ? i : next;
            controlAt[i] = next;
        }
    }

    /// A block to run, perhaps one that ran before.
    synchronized Block take(int threads, Checks checks) {
        Block block = idle;
        idle = null;
        return block != null && block.threads == threads && block.checks.equals(checks)
                ? block
                : new Block(this, threads, checks);
    }

    /// Gives a block back that ended well.
    synchronized void giveBack(Block block) {
        block.memory = null;
        block.parameters = null;
        idle = block;
    }
}
