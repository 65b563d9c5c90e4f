package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.function.IntBinaryOperator;

/// What a special register such as `%tid.x` holds, set when a block begins.
@FunctionalInterface
interface SpecialValue {
    void set(Register register, Warp warp);

    /// The value of a name in the text, or null.
    static SpecialValue of(String name) {
        return switch (name) {
            case "%tid.x" -> lanes((warp, lane) -> warp * Register.LANES + lane);
            case "%laneid" -> lanes((warp, lane) -> lane);
            case "%warpid" -> lanes((warp, lane) -> warp);
            case "%lanemask_eq" -> lanes((warp, lane) -> 1 << lane);
            case "%lanemask_lt" -> lanes((warp, lane) -> (1 << lane) - 1);
            case "%lanemask_le" -> lanes((warp, lane) -> (2 << lane) - 1);
            case "%lanemask_gt" -> lanes((warp, lane) -> -(2 << lane));
            case "%lanemask_ge" -> lanes((warp, lane) -> -(1 << lane));
            case "%tid.y", "%tid.z", "%ctaid.z" -> (register, warp) -> register.fill(0);
            case "%ntid.y", "%ntid.z", "%nctaid.z" -> (register, warp) -> register.fill(1);
            case "%ntid.x" -> (register, warp) -> register.fill(warp.block.threads);
            case "%ctaid.x" -> (register, warp) -> register.fill(warp.block.x);
            case "%ctaid.y" -> (register, warp) -> register.fill(warp.block.y);
            case "%nctaid.x" -> (register, warp) -> register.fill(warp.block.gridX);
            case "%nctaid.y" -> (register, warp) -> register.fill(warp.block.gridY);
            default -> null;
        };
    }

    private static SpecialValue lanes(IntBinaryOperator value) {
        return (register, warp) -> {
            for (int lane = 0; lane < Register.LANES; lane++) {
                register.ints[lane] = value.applyAsInt(warp.index, lane);
            }
        };
    }
}
