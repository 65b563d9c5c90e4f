package org.dpoworkbench.engine.compute.cuda.emulator;

/// What an atomic operation makes of what lies in memory and of its operands, all as bits.
@FunctionalInterface
interface AtomicFunction {
    long apply(long old, long b, long c);

    /// @param name such as `add` or `cas`
    /// @param type such as `f32`
    /// @return null where there is none
    static AtomicFunction of(String name, String type) {
        return switch (name + "." + type) {
            case "add.u32", "add.s32", "add.u64", "add.s64", "add.b32", "add.b64" -> (old, b, c) -> old + b;
            case "add.f32" ->
                (old, b, c) -> Integer.toUnsignedLong(
                        Float.floatToRawIntBits(Float.intBitsToFloat((int) old) + Float.intBitsToFloat((int) b)));
            case "add.f64" ->
                (old, b, c) -> Double.doubleToRawLongBits(Double.longBitsToDouble(old) + Double.longBitsToDouble(b));
            case "exch.b32", "exch.b64" -> (old, b, c) -> b;
            case "cas.b32", "cas.b64" -> (old, b, c) -> old == b ? c : old;
            case "and.b32", "and.b64" -> (old, b, c) -> old & b;
            case "or.b32", "or.b64" -> (old, b, c) -> old | b;
            case "xor.b32", "xor.b64" -> (old, b, c) -> old ^ b;
            // 32-bit operands come extended by zeros.
            case "max.u32", "max.u64" -> (old, b, c) -> Long.compareUnsigned(old, b) >= 0 ? old : b;
            case "min.u32", "min.u64" -> (old, b, c) -> Long.compareUnsigned(old, b) <= 0 ? old : b;
            case "max.s32" -> (old, b, c) -> Integer.toUnsignedLong(Math.max((int) old, (int) b));
            case "min.s32" -> (old, b, c) -> Integer.toUnsignedLong(Math.min((int) old, (int) b));
            case "max.s64" -> (old, b, c) -> Math.max(old, b);
            case "min.s64" -> (old, b, c) -> Math.min(old, b);
            case "inc.u32" -> (old, b, c) -> old >= b ? 0 : old + 1;
            case "dec.u32" -> (old, b, c) -> old == 0 || old > b ? b : old - 1;
            default -> null;
        };
    }
}
