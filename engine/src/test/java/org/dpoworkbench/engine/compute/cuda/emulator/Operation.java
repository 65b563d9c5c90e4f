package org.dpoworkbench.engine.compute.cuda.emulator;

/// What an opcode computes.
///
/// @param signature letters of the banks of the result and of the operands: p, i, f, l, d
/// @param carries   whether it also takes or gives the carry, which comes as the last operand
record Operation(String signature, boolean carries, Lanes lanes) {
    Operation(String signature, Lanes lanes) {
        this(signature, false, lanes);
    }
}
