package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.Map;

/// Sums and products of float32 that are rounded down (`.rm`), up (`.rp`) or towards zero (`.rz`).
final class DirectedRounding {
    private DirectedRounding() {}

    /// Where to.
    enum Mode {
        DOWN,
        UP,
        TO_ZERO;

        /// @return null where there is none
        static Mode of(String name) {
            return switch (name) {
                case "rm" -> DOWN;
                case "rp" -> UP;
                case "rz" -> TO_ZERO;
                default -> null;
            };
        }
    }

    static void addTo(Map<String, Operation> all) {
        for (String name : new String[] {"rm", "rp", "rz"}) {
            Mode mode = Mode.of(name);
            all.put("add." + name + ".f32", new Operation("fff", (d, a, b, _, _) -> {
                for (int i = 0; i < Register.LANES; i++) {
                    d.floats[i] = sum(a.floats[i], b.floats[i], mode);
                }
            }));
            all.put("sub." + name + ".f32", new Operation("fff", (d, a, b, _, _) -> {
                for (int i = 0; i < Register.LANES; i++) {
                    d.floats[i] = sum(a.floats[i], -b.floats[i], mode);
                }
            }));
            all.put("mul." + name + ".f32", new Operation("fff", (d, a, b, _, _) -> {
                for (int i = 0; i < Register.LANES; i++) {
                    d.floats[i] = round((double) a.floats[i] * b.floats[i], 0, mode);
                }
            }));
            all.put("fma." + name + ".f32", new Operation("ffff", (d, a, b, c, _) -> {
                for (int i = 0; i < Register.LANES; i++) {
                    d.floats[i] = sum((double) a.floats[i] * b.floats[i], c.floats[i], mode);
                }
            }));
        }
    }

    /// Of two doubles, as their rounded sum and what that leaves out (Knuth).
    private static float sum(double x, double y, Mode mode) {
        double sum = x + y;
        double part = sum - x;
        double rest = x - (sum - part) + (y - part);
        return round(sum, rest, mode);
    }

    /// The exact number `value + rest` rounded, where `rest` is less than half a unit in the last place of `value`.
    static float round(double value, double rest, Mode mode) {
        float nearest = (float) value;
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return nearest;
        }
        double error = value - nearest;
        double sign = error != 0 ? error : rest;
        boolean down = mode == Mode.DOWN || (mode == Mode.TO_ZERO && value > 0);
        boolean up = mode == Mode.UP || (mode == Mode.TO_ZERO && value < 0);
        if (down && sign < 0) {
            return Math.nextDown(nearest);
        }
        return up && sign > 0 ? Math.nextUp(nearest) : nearest;
    }
}
