package org.dpoworkbench.engine.compute.cuda.emulator;

/// An instruction that only computes: registers in, one register out.
final class Compute extends Instruction {
    private final Lanes lanes;
    private final int bank;
    private final int d;
    private final int a;
    private final int b;
    private final int c;
    private final int e;

    /// @param operands registers' numbers: the result, then up to four
    Compute(Lanes lanes, Bank bank, int... operands) {
        this.lanes = lanes;
        this.bank = bank.number;
        d = operands[0];
        a = operands.length > 1 ? operands[1] : 0;
        b = operands.length > 2 ? operands[2] : 0;
        c = operands.length > 3 ? operands[3] : 0;
        e = operands.length > 4 ? operands[4] : 0;
    }

    @Override
    void execute(Warp warp) {
        Register[] r = warp.registers;
        if (warp.active == warp.live) {
            lanes.run(r[d], r[a], r[b], r[c], r[e]);
        } else {
            Register result = warp.scratch[bank];
            lanes.run(result, r[a], r[b], r[c], r[e]);
            r[d].take(result, warp.active);
        }
    }
}
