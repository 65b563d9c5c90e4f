package org.dpoworkbench.engine.weights;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.dpoworkbench.engine.problem.UserError;

/// Copies between a file's little-endian numbers and float32 values in memory, block by block through arrays:
/// loops over arrays are what the compiler turns into vector instructions most reliably.
final class FloatConversion {
    static final ValueLayout.OfShort FILE_SHORT = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfFloat FILE_FLOAT = JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfDouble FILE_DOUBLE = JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int BLOCK = 8192;

    private FloatConversion() {}

    /// Whether [#toFloats] and [#fromFloats] know `dtype`.
    static boolean knows(DType dtype) {
        return switch (dtype) {
            case F16, BF16, F32, F64 -> true;
            case BOOL, U8, I8, F8_E4M3, F8_E5M2, I16, U16, I32, U32, I64, U64 -> false;
        };
    }

    /// @param source the tensor's bytes as they lie in the file
    static void toFloats(DType dtype, MemorySegment source, MemorySegment target, long targetByteOffset) {
        long count = source.byteSize() / dtype.bytes();
        switch (dtype) {
            case F32 ->
                MemorySegment.copy(source, FILE_FLOAT, 0, target, JAVA_FLOAT_UNALIGNED, targetByteOffset, count);
            case F16, BF16 -> {
                short[] from = new short[(int) Math.min(BLOCK, count)];
                float[] to = new float[from.length];
                for (long done = 0; done < count; done += BLOCK) {
                    int n = (int) Math.min(BLOCK, count - done);
                    MemorySegment.copy(source, FILE_SHORT, done * Short.BYTES, from, 0, n);
                    if (dtype == DType.F16) {
                        float16ToFloat(from, to, n);
                    } else {
                        bfloat16ToFloat(from, to, n);
                    }
                    MemorySegment.copy(to, 0, target, JAVA_FLOAT_UNALIGNED, targetByteOffset + done * Float.BYTES, n);
                }
            }
            case F64 -> {
                for (long i = 0; i < count; i++) {
                    float value = (float) source.get(FILE_DOUBLE, i * Double.BYTES);
                    target.set(JAVA_FLOAT_UNALIGNED, targetByteOffset + i * Float.BYTES, value);
                }
            }
            case BOOL, U8, I8, F8_E4M3, F8_E5M2, I16, U16, I32, U32, I64, U64 ->
                throw new IllegalArgumentException(dtype + " holds no floating-point numbers of a known type");
        }
    }

    /// As [#toFloats], and rounded to bfloat16.
    static void toBfloat16s(DType dtype, MemorySegment source, MemorySegment target, long targetByteOffset) {
        if (dtype == DType.BF16) {
            MemorySegment.copy(source, 0, target, targetByteOffset, source.byteSize());
            return;
        }
        long count = source.byteSize() / dtype.bytes();
        float[] floats = new float[(int) Math.min(BLOCK, count)];
        MemorySegment block = MemorySegment.ofArray(floats);
        short[] shorts = new short[floats.length];
        for (long done = 0; done < count; done += BLOCK) {
            int n = (int) Math.min(BLOCK, count - done);
            toFloats(dtype, source.asSlice(done * dtype.bytes(), (long) n * dtype.bytes()), block, 0);
            if (floatToBfloat16(floats, shorts, n)) {
                throw new UserError("A weight is beyond the range of bfloat16, 3.4e38. Are the weights damaged?");
            }
            MemorySegment.copy(shorts, 0, target, JAVA_SHORT_UNALIGNED, targetByteOffset + done * Short.BYTES, n);
        }
    }

    /// Rounds to nearest, ties to even.
    ///
    /// @param target exactly as many bytes as `count` numbers of `dtype` take
    /// @return whether a finite value became infinite
    static boolean fromFloats(MemorySegment source, long sourceByteOffset, DType dtype, MemorySegment target) {
        long count = target.byteSize() / dtype.bytes();
        boolean overflow = false;
        switch (dtype) {
            case F32 ->
                MemorySegment.copy(source, JAVA_FLOAT_UNALIGNED, sourceByteOffset, target, FILE_FLOAT, 0, count);
            case F16, BF16 -> {
                float[] from = new float[(int) Math.min(BLOCK, count)];
                short[] to = new short[from.length];
                for (long done = 0; done < count; done += BLOCK) {
                    int n = (int) Math.min(BLOCK, count - done);
                    MemorySegment.copy(source, JAVA_FLOAT_UNALIGNED, sourceByteOffset + done * Float.BYTES, from, 0, n);
                    if (dtype == DType.F16) {
                        overflow |= floatToFloat16(from, to, n);
                    } else {
                        overflow |= floatToBfloat16(from, to, n);
                    }
                    MemorySegment.copy(to, 0, target, FILE_SHORT, done * Short.BYTES, n);
                }
            }
            case F64 -> {
                for (long i = 0; i < count; i++) {
                    float value = source.get(JAVA_FLOAT_UNALIGNED, sourceByteOffset + i * Float.BYTES);
                    target.set(FILE_DOUBLE, i * Double.BYTES, value);
                }
            }
            case BOOL, U8, I8, F8_E4M3, F8_E5M2, I16, U16, I32, U32, I64, U64 ->
                throw new IllegalArgumentException("float32 values are not written as " + dtype);
        }
        return overflow;
    }

    private static void float16ToFloat(short[] from, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = Float.float16ToFloat(from[i]);
        }
    }

    /// A bfloat16 is the upper half of the float32 of the same value.
    private static void bfloat16ToFloat(short[] from, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = Float.intBitsToFloat(from[i] << 16);
        }
    }

    private static boolean floatToFloat16(float[] from, short[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = Float.floatToFloat16(from[i]);
        }
        boolean overflow = false;
        for (int i = 0; i < n; i++) {
            overflow |= (to[i] & 0x7fff) == 0x7c00 && Float.isFinite(from[i]);
        }
        return overflow;
    }

    private static boolean floatToBfloat16(float[] from, short[] to, int n) {
        boolean overflow = false;
        for (int i = 0; i < n; i++) {
            int bits = Float.floatToRawIntBits(from[i]);
            int rounded = (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
            int quietNan = (bits >>> 16) | 0x40; // adding could carry a NaN over into infinity or zero
            to[i] = (short) (Float.isNaN(from[i]) ? quietNan : rounded);
            overflow |= (rounded & 0x7fff) == 0x7f80 && Float.isFinite(from[i]);
        }
        return overflow;
    }
}
