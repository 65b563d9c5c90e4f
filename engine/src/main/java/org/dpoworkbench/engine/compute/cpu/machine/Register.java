package org.dpoworkbench.engine.compute.cpu.machine;

/// General registers of x86-64 that a routine may change, by the System V calling convention; the first six take its
/// arguments, in this order.
enum Register {
    RDI(7),
    RSI(6),
    RDX(2),
    RCX(1),
    R8(8),
    R9(9),
    RAX(0),
    R10(10),
    R11(11);

    final int number;

    Register(int number) {
        this.number = number;
    }
}
