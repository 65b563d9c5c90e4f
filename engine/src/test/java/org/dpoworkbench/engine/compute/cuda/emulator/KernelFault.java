package org.dpoworkbench.engine.compute.cuda.emulator;

/// A kernel did what no kernel may do. The message names the kernel, the block, the thread and the instruction.
final class KernelFault extends AssertionError {
    private static final long serialVersionUID = 1;

    KernelFault(String message) {
        super(message);
    }
}
