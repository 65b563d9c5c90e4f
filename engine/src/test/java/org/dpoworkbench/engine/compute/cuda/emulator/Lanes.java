package org.dpoworkbench.engine.compute.cuda.emulator;

/// What an instruction that only computes does to all 32 lanes, whether they are active or not: the caller takes over
/// the active ones. Operands that the operation does not have are any register.
@FunctionalInterface
interface Lanes {
    void run(Register d, Register a, Register b, Register c, Register e);
}
