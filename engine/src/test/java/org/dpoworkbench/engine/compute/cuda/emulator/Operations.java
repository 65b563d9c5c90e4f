package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/// All operations by opcode. What kernels do most has a loop of its own, which the compiler turns into vector
/// instructions; the rest goes lane by lane through one of the small functions here.
final class Operations {
    private static final Map<String, Operation> ALL = new HashMap<>();

    static {
        IntOperations.addTo(ALL);
        LongOperations.addTo(ALL);
        ShortOperations.addTo(ALL);
        CarryOperations.addTo(ALL);
        BitOperations.addTo(ALL);
        FloatOperations.addTo(ALL);
        DirectedRounding.addTo(ALL);
        ApproximateOperations.addTo(ALL);
        DoubleOperations.addTo(ALL);
        Selections.addTo(ALL);
    }

    private Operations() {}

    /// @return null where there is none
    static Operation of(String opcode) {
        Operation operation = ALL.get(opcode);
        if (operation == null && opcode.startsWith("setp.")) {
            return Comparisons.of(opcode);
        }
        return operation == null && opcode.startsWith("cvt.") ? Conversions.of(opcode) : operation;
    }

    static Lanes ints(IntUnaryOperator operator) {
        return (d, a, _, _, _) -> {
            for (int i = 0; i < Register.LANES; i++) {
                d.ints[i] = operator.applyAsInt(a.ints[i]);
            }
        };
    }

    static Lanes ints(IntBinaryOperator operator) {
        return (d, a, b, _, _) -> {
            for (int i = 0; i < Register.LANES; i++) {
                d.ints[i] = operator.applyAsInt(a.ints[i], b.ints[i]);
            }
        };
    }

    static Lanes longs(LongUnaryOperator operator) {
        return (d, a, _, _, _) -> {
            for (int i = 0; i < Register.LANES; i++) {
                d.longs[i] = operator.applyAsLong(a.longs[i]);
            }
        };
    }

    static Lanes longs(LongBinaryOperator operator) {
        return (d, a, b, _, _) -> {
            for (int i = 0; i < Register.LANES; i++) {
                d.longs[i] = operator.applyAsLong(a.longs[i], b.longs[i]);
            }
        };
    }

    /// A function of one float32 in double precision, rounded once.
    static Lanes floats(DoubleUnaryOperator operator) {
        return (d, a, _, _, _) -> {
            for (int i = 0; i < Register.LANES; i++) {
                d.floats[i] = (float) operator.applyAsDouble(a.floats[i]);
            }
        };
    }

    static Lanes doubles(DoubleUnaryOperator operator) {
        return (d, a, _, _, _) -> {
            for (int i = 0; i < Register.LANES; i++) {
                d.doubles[i] = operator.applyAsDouble(a.doubles[i]);
            }
        };
    }

    /// The same operation under several opcodes.
    static void put(Map<String, Operation> all, Operation operation, String... opcodes) {
        for (String opcode : opcodes) {
            all.put(opcode, operation);
        }
    }
}
