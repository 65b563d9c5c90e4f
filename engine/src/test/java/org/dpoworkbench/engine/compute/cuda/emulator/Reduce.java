package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.function.IntBinaryOperator;

/// `redux.sync`: one integer of all member lanes.
final class Reduce extends Converging {
    private final IntBinaryOperator operator;
    private final int d;
    private final int a;

    Reduce(int members, IntBinaryOperator operator, int d, int a) {
        super(members);
        this.operator = operator;
        this.d = d;
        this.a = a;
    }

    /// @param name such as `add.s32`; null where there is none
    static IntBinaryOperator operator(String name) {
        return switch (name) {
            case "add.u32", "add.s32" -> Integer::sum;
            case "min.s32" -> Math::min;
            case "max.s32" -> Math::max;
            case "min.u32" -> (x, y) -> Integer.compareUnsigned(x, y) <= 0 ? x : y;
            case "max.u32" -> (x, y) -> Integer.compareUnsigned(x, y) >= 0 ? x : y;
            case "and.b32" -> (x, y) -> x & y;
            case "or.b32" -> (x, y) -> x | y;
            case "xor.b32" -> (x, y) -> x ^ y;
            default -> null;
        };
    }

    @Override
    void together(Warp warp) {
        int[] source = warp.registers[a].ints;
        int m = warp.active;
        int result = source[Integer.numberOfTrailingZeros(m)];
        for (m &= m - 1; m != 0; m &= m - 1) {
            result = operator.applyAsInt(result, source[Integer.numberOfTrailingZeros(m)]);
        }
        int[] target = warp.registers[d].ints;
        for (m = warp.active; m != 0; m &= m - 1) {
            target[Integer.numberOfTrailingZeros(m)] = result;
        }
    }
}
