package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;

/// `cvt`: between integers of 8 to 64 bits, float16, bfloat16, TF32, float32 and float64.
final class Conversions {
    private Conversions() {}

    /// @param opcode without `.ftz`, and without `.sat` of a float32 result
    /// @return null where there is none
    static Operation of(String opcode) {
        List<String> parts = new ArrayList<>(Arrays.asList(opcode.split("\\.", -1)));
        String from = parts.removeLast();
        String to = parts.removeLast();
        boolean saturates = parts.remove("sat");
        String mode = parts.size() > 1 ? parts.get(1) : "";
        if (parts.size() > 2) {
            return null;
        }
        Lanes hot = saturates ? null : hot(String.join(".", mode, to, from).replaceFirst("^(rn)?\\.", ""));
        LongUnaryOperator bits = hot == null ? bits(to, from, mode, saturates) : null;
        if (hot == null && bits == null) {
            return packed(to, from, mode);
        }
        String signature = letter(to) + letter(from);
        return new Operation(
                signature,
                hot != null
                        ? hot
                        : (d, a, _, _, _) -> {
                            for (int i = 0; i < Register.LANES; i++) {
                                d.bits(i, bits.applyAsLong(a.bits(i)));
                            }
                        });
    }

    static String letter(String type) {
        return switch (Bank.of(type)) {
            case PREDICATE -> "p";
            case INT -> "i";
            case FLOAT -> "f";
            case LONG -> "l";
            case DOUBLE -> "d";
        };
    }

    /// Loops of their own for what kernels do most.
    ///
    /// @param types with the mode in front, where it is another than `rn`
    private static Lanes hot(String types) {
        return switch (types) {
            case "u64.u32", "s64.u32", "b64.u32" ->
                (d, a, _, _, _) -> {
                    for (int i = 0; i < Register.LANES; i++) {
                        d.longs[i] = a.ints[i] & 0xffffffffL;
                    }
                };
            case "s64.s32", "u64.s32" ->
                (d, a, _, _, _) -> {
                    for (int i = 0; i < Register.LANES; i++) {
                        d.longs[i] = a.ints[i];
                    }
                };
            case "u32.u64", "s32.s64", "u32.s64", "s32.u64" ->
                (d, a, _, _, _) -> {
                    for (int i = 0; i < Register.LANES; i++) {
                        d.ints[i] = (int) a.longs[i];
                    }
                };
            case "f32.s32" ->
                (d, a, _, _, _) -> {
                    for (int i = 0; i < Register.LANES; i++) {
                        d.floats[i] = a.ints[i];
                    }
                };
            case "bf16.f32" ->
                (d, a, _, _, _) -> {
                    for (int i = 0; i < Register.LANES; i++) {
                        d.ints[i] = toBfloat16(a.floats[i]);
                    }
                };
            case "rzi.s32.f32" ->
                (d, a, _, _, _) -> {
                    for (int i = 0; i < Register.LANES; i++) {
                        d.ints[i] = (int) a.floats[i];
                    }
                };
            case "rni.f32.f32" ->
                (d, a, _, _, _) -> {
                    for (int i = 0; i < Register.LANES; i++) {
                        d.floats[i] = (float) Math.rint(a.floats[i]);
                    }
                };
            case "f32.u32" ->
                (d, a, _, _, _) -> {
                    for (int i = 0; i < Register.LANES; i++) {
                        d.floats[i] = a.ints[i] & 0xffffffffL;
                    }
                };
            case "f64.f32" ->
                (d, a, _, _, _) -> {
                    for (int i = 0; i < Register.LANES; i++) {
                        d.doubles[i] = a.floats[i];
                    }
                };
            case "f32.f64" ->
                (d, a, _, _, _) -> {
                    for (int i = 0; i < Register.LANES; i++) {
                        d.floats[i] = (float) a.doubles[i];
                    }
                };
            default -> null;
        };
    }

    private static boolean isFloat(String type) {
        return type.contains("f");
    }

    /// From the source's bits to the result's.
    private static LongUnaryOperator bits(String to, String from, String mode, boolean saturates) {
        if (to.equals("tf32") || to.endsWith("x2") || from.equals("tf32")) {
            return to.equals("tf32") && from.equals("f32") && mode.equals("rna") ? Conversions::toTf32 : null;
        }
        if (!isFloat(to) && !isFloat(from)) {
            return mode.isEmpty() ? bits -> store(to, integer(from, bits), saturates, from.equals("u64")) : null;
        }
        if (!isFloat(to)) {
            // Integers are always saturated.
            return switch (mode) {
                case "rni" -> bits -> toInteger(to, Math.rint(number(from, bits)));
                case "rzi" -> bits -> toInteger(to, truncated(number(from, bits)));
                case "rmi" -> bits -> toInteger(to, Math.floor(number(from, bits)));
                case "rpi" -> bits -> toInteger(to, Math.ceil(number(from, bits)));
                default -> null;
            };
        }
        if (saturates) {
            return null;
        }
        if (!isFloat(from)) {
            return fromInteger(to, from, mode);
        }
        if (to.equals(from)) {
            return switch (mode) {
                case "rni" -> bits -> fromNumber(to, Math.rint(number(from, bits)));
                case "rzi" -> bits -> fromNumber(to, truncated(number(from, bits)));
                case "rmi" -> bits -> fromNumber(to, Math.floor(number(from, bits)));
                case "rpi" -> bits -> fromNumber(to, Math.ceil(number(from, bits)));
                case "" -> bits -> bits;
                default -> null;
            };
        }
        boolean widens = Variables.width(to) > Variables.width(from);
        if (widens ? mode.isEmpty() : mode.equals("rn") && !from.equals("f64")) {
            return bits -> fromNumber(to, number(from, bits));
        }
        DirectedRounding.Mode directed = DirectedRounding.Mode.of(mode);
        if (directed != null && to.equals("f32") && from.equals("f64")) {
            return bits -> fromNumber(to, DirectedRounding.round(number(from, bits), 0, directed));
        }
        return null;
    }

    private static LongUnaryOperator fromInteger(String to, String from, String mode) {
        if (!mode.equals("rn")) {
            return null;
        }
        if (from.equals("u64")) {
            return to.equals("f32")
                    ? bits -> Integer.toUnsignedLong(
                            Float.floatToRawIntBits(bits >= 0 ? (float) bits : (float) (bits >>> 1 | (bits & 1)) * 2))
                    : bits -> Double.doubleToRawLongBits(
                            bits >= 0 ? (double) bits : (double) (bits >>> 1 | (bits & 1)) * 2);
        }
        return switch (to) {
            case "f32" -> bits -> Integer.toUnsignedLong(Float.floatToRawIntBits((float) integer(from, bits)));
            case "f64" -> bits -> Double.doubleToRawLongBits((double) integer(from, bits));
            default -> null;
        };
    }

    /// An integer of a type from the lower bits.
    private static long integer(String type, long bits) {
        return switch (type) {
            case "s8" -> (byte) bits;
            case "u8", "b8" -> bits & 0xff;
            case "s16" -> (short) bits;
            case "u16", "b16" -> bits & 0xffff;
            case "s32" -> (int) bits;
            case "u32", "b32" -> bits & 0xffffffffL;
            default -> bits;
        };
    }

    private static long store(String to, long value, boolean saturates, boolean unsigned) {
        return integer(to, saturates ? saturated(to, unsigned && value < 0 ? Long.MAX_VALUE : value) : value);
    }

    private static long saturated(String to, long value) {
        return switch (to) {
            case "s8" -> Math.clamp(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case "u8" -> Math.clamp(value, 0, 0xff);
            case "s16" -> Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
            case "u16" -> Math.clamp(value, 0, 0xffff);
            case "s32" -> Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "u32" -> Math.clamp(value, 0, 0xffffffffL);
            default -> to.startsWith("u") ? Math.max(value, 0) : value;
        };
    }

    /// Of a whole number or what is none: no number gives zero.
    private static long toInteger(String to, double value) {
        if (to.equals("u64")) {
            if (!(value > 0)) {
                return 0;
            }
            return value >= 0x1p64 ? -1 : value >= 0x1p63 ? (long) (value - 0x1p63) + Long.MIN_VALUE : (long) value;
        }
        return integer(to, saturated(to, (long) value));
    }

    private static double truncated(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    private static double number(String type, long bits) {
        return switch (type) {
            case "f16" -> Float.float16ToFloat((short) bits);
            case "bf16" -> Float.intBitsToFloat((int) bits << 16);
            case "f32" -> Float.intBitsToFloat((int) bits);
            default -> Double.longBitsToDouble(bits);
        };
    }

    private static long fromNumber(String type, double value) {
        return switch (type) {
            case "f16" -> Float.floatToFloat16((float) value) & 0xffff;
            case "bf16" -> toBfloat16((float) value);
            case "f32" -> Integer.toUnsignedLong(Float.floatToRawIntBits((float) value));
            default -> Double.doubleToRawLongBits(value);
        };
    }

    /// To nearest, ties to even.
    private static int toBfloat16(float value) {
        if (Float.isNaN(value)) {
            return 0x7fff;
        }
        int bits = Float.floatToRawIntBits(value);
        return (bits + 0x7fff + (bits >>> 16 & 1)) >>> 16;
    }

    /// To nearest, ties away from zero; the lower 13 bits become zero.
    private static long toTf32(long bits) {
        int whole = (int) bits;
        boolean finite = (whole & 0x7f800000) != 0x7f800000;
        return Integer.toUnsignedLong((finite ? whole + 0x1000 : whole) & 0xffffe000);
    }

    /// Two float32 to one word of two 16-bit numbers, the first operand in the upper half.
    private static Operation packed(String to, String from, String mode) {
        if (!mode.equals("rn") || !from.equals("f32") || !to.endsWith("x2")) {
            return null;
        }
        if (to.equals("bf16x2")) {
            return new Operation("iff", (d, a, b, _, _) -> {
                for (int i = 0; i < Register.LANES; i++) {
                    d.ints[i] = toBfloat16(a.floats[i]) << 16 | toBfloat16(b.floats[i]);
                }
            });
        }
        String type = to.substring(0, to.length() - 2);
        return new Operation("iff", (d, a, b, _, _) -> {
            for (int i = 0; i < Register.LANES; i++) {
                d.ints[i] = (int) (fromNumber(type, a.floats[i]) << 16 | fromNumber(type, b.floats[i]));
            }
        });
    }
}
