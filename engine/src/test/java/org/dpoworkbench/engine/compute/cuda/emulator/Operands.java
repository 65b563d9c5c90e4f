package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.ArrayList;
import java.util.List;

/// The form of operands.
final class Operands {
    private Operands() {}

    /// Splits at the commas outside of brackets; nothing for blank text.
    static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' || c == '[' || c == '(') {
                depth++;
            } else if (c == '}' || c == ']' || c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        if (!text.isBlank()) {
            parts.add(text.substring(start).strip());
        }
        return parts;
    }

    /// The names in `{a, b}`, or the one name without braces.
    static List<String> elements(String operand) {
        return operand.startsWith("{") ? split(operand.substring(1, operand.length() - 1)) : List.of(operand);
    }

    /// Whether the operand is a number as written in PTX.
    static boolean isNumber(String operand) {
        int first = operand.startsWith("-") ? 1 : 0;
        return first < operand.length() && operand.charAt(first) >= '0' && operand.charAt(first) <= '9';
    }

    /// The bits of a number as written in PTX for a register of a bank: `0f3F800000`, `0d…`, `0x1F`, `-3`, `7U`.
    static long number(String operand, Bank bank) {
        if (operand.startsWith("0f") || operand.startsWith("0F")) {
            int bits = Integer.parseUnsignedInt(operand.substring(2), 16);
            return bank == Bank.DOUBLE
                    ? Double.doubleToRawLongBits(Float.intBitsToFloat(bits))
                    : Integer.toUnsignedLong(bits);
        }
        if (operand.startsWith("0d") || operand.startsWith("0D")) {
            long bits = Long.parseUnsignedLong(operand.substring(2), 16);
            return bank == Bank.FLOAT ? Float.floatToRawIntBits((float) Double.longBitsToDouble(bits)) : bits;
        }
        String digits = operand.endsWith("U") ? operand.substring(0, operand.length() - 1) : operand;
        boolean negative = digits.startsWith("-");
        digits = negative ? digits.substring(1) : digits;
        if (bank == Bank.DOUBLE || (bank == Bank.FLOAT && digits.contains("."))) {
            double value = Double.parseDouble(operand);
            return bank == Bank.DOUBLE ? Double.doubleToRawLongBits(value) : Float.floatToRawIntBits((float) value);
        }
        long value = digits.startsWith("0x") || digits.startsWith("0X")
                ? Long.parseUnsignedLong(digits.substring(2), 16)
                : Long.parseUnsignedLong(digits);
        return negative ? -value : value;
    }
}
