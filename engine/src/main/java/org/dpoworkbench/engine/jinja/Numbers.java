package org.dpoworkbench.engine.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/// Python's arithmetic on `int`, `float` and `bool`.
final class Numbers {
    private static final int MOST_BITS = 1 << 16;

    private Numbers() {}

    /// A `Long` where the number fits one.
    static Object fitted(BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    static boolean isNumber(Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof BigInteger || value instanceof Boolean;
    }

    static BigInteger big(Object whole) {
        return switch (whole) {
            case Long number -> BigInteger.valueOf(number);
            case Boolean truth -> truth ? BigInteger.ONE : BigInteger.ZERO;
            case BigInteger number -> number;
            default -> throw new IllegalArgumentException("no whole number: " + whole);
        };
    }

    static double real(Object number) {
        return number instanceof Double real ? real : big(number).doubleValue();
    }

    /// A whole number that counts or points somewhere.
    static int index(Object value) {
        if (!isWhole(value)) {
            throw new TemplateException("'" + Python.type(value) + "' object cannot be interpreted as an integer");
        }
        return big(value)
                .max(BigInteger.valueOf(Integer.MIN_VALUE + 1))
                .min(BigInteger.valueOf(Integer.MAX_VALUE))
                .intValue();
    }

    static int compare(Object a, Object b) {
        if (isWhole(a) && isWhole(b)) {
            return big(a).compareTo(big(b));
        }
        double x = real(a);
        double y = real(b);
        if (Double.isInfinite(x) || Double.isInfinite(y) || Double.isNaN(x) || Double.isNaN(y)) {
            return Double.compare(x, y);
        }
        return decimal(a).compareTo(decimal(b));
    }

    private static BigDecimal decimal(Object number) {
        return number instanceof Double real ? new BigDecimal(real) : new BigDecimal(big(number));
    }

    /// @param operator `+`, `-`, `*`, `/`, `//`, `%`, `**`
    static Object apply(String operator, Object a, Object b) {
        return isWhole(a) && isWhole(b) ? whole(operator, big(a), big(b)) : real(operator, real(a), real(b));
    }

    private static Object whole(String operator, BigInteger a, BigInteger b) {
        return switch (operator) {
            case "+" -> fitted(a.add(b));
            case "-" -> fitted(a.subtract(b));
            case "*" -> {
                if (a.bitLength() + b.bitLength() > MOST_BITS) {
                    throw new TemplateException("a number becomes too large");
                }
                yield fitted(a.multiply(b));
            }
            case "/" -> {
                if (b.signum() == 0) {
                    throw new TemplateException("division by zero");
                }
                yield a.doubleValue() / b.doubleValue();
            }
            case "//", "%" -> {
                if (b.signum() == 0) {
                    throw new TemplateException("integer division or modulo by zero");
                }
                BigInteger[] parts = a.divideAndRemainder(b);
                boolean down = parts[1].signum() != 0 && parts[1].signum() != b.signum();
                yield operator.equals("//")
                        ? fitted(down ? parts[0].subtract(BigInteger.ONE) : parts[0])
                        : fitted(down ? parts[1].add(b) : parts[1]);
            }
            default -> {
                if (b.signum() < 0) {
                    yield real(operator, a.doubleValue(), b.doubleValue());
                }
                if (b.bitLength() > 31 || (long) a.bitLength() * b.intValue() > MOST_BITS) {
                    throw new TemplateException("a number becomes too large");
                }
                yield fitted(a.pow(b.intValue()));
            }
        };
    }

    private static Object real(String operator, double a, double b) {
        if (b == 0 && (operator.equals("/") || operator.equals("//") || operator.equals("%"))) {
            throw new TemplateException("float division by zero");
        }
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            case "//" -> Math.floor(a / b);
            case "%" -> {
                double rest = a % b;
                yield rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
            }
            default -> Math.pow(a, b);
        };
    }

    /// `repr` of a float: the shortest digits that read back as it, with an exponent below 1e-4 and from 1e16 on.
    static String text(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0.0" : "0.0";
        }
        BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            String plain = exact.toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        String mantissa =
                exact.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString();
        return "%se%s%02d"
                .formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent))
                .toLowerCase(Locale.ROOT);
    }
}
