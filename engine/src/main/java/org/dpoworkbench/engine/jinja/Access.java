package org.dpoworkbench.engine.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `x.name`, `x[key]` and slices, in the sandbox: what begins with two underscores or would change a value is not
/// there.
final class Access {
    private Access() {}

    /// `of.name`: what the value itself has under the name, else what it holds under it.
    static Object attribute(Object of, String name) {
        if (of instanceof Undefined undefined) {
            throw undefined.error();
        }
        return own(of, name).orElseGet(() -> new Got(held(of, name))).value();
    }

    /// `of[key]`: the other way round.
    static Object item(Object of, Object key) {
        if (of instanceof Undefined undefined) {
            throw undefined.error();
        }
        Object held = held(of, key);
        return held instanceof Undefined && key instanceof String name
                ? own(of, name).orElse(new Got(held)).value()
                : held;
    }

    /// What is there, which may be `None`.
    private record Got(Object value) {}

    private static Optional<Got> own(Object of, String name) {
        if (name.startsWith("__")) {
            return Optional.of(new Got(unsafe(of, name)));
        }
        return switch (of) {
            case String text -> StringMethods.of(text, name).map(Got::new);
            case Map<?, ?> map -> CollectionMethods.of(map, name).map(Got::new);
            case Group group -> group.field(name).map(Got::new);
            case List<?> list -> CollectionMethods.of(list, name).map(Got::new);
            case Namespace namespace -> Optional.of(new Got(namespace.get(name)));
            case Loop loop -> loop.field(name).map(Got::new);
            case Globals.Cycler cycler -> cycler.field(name).map(Got::new);
            case Macro macro -> macro.field(name).map(Got::new);
            case null, default -> Optional.empty();
        };
    }

    static Undefined unsafe(Object of, String name) {
        return new Undefined(
                "access to attribute '" + name + "' of '" + Python.type(of) + "' object is not possible in a template");
    }

    private static Object held(Object of, Object key) {
        return switch (of) {
            case Map<?, ?> map when map.containsKey(key) -> map.get(key);
            case Namespace namespace when key instanceof String name -> namespace.get(name);
            case List<?> list
            when Numbers.isWhole(key) -> {
                int at = place(Numbers.index(key), list.size());
                yield at < 0 ? Undefined.attribute(of, key) : list.get(at);
            }
            case String text
            when Numbers.isWhole(key) -> {
                int at = place(Numbers.index(key), text.codePointCount(0, text.length()));
                yield at < 0
                        ? Undefined.attribute(of, key)
                        : Character.toString(text.codePointAt(text.offsetByCodePoints(0, at)));
            }
            case null, default -> Undefined.attribute(of, key);
        };
    }

    /// @return -1 where there is no such place
    private static int place(int index, int length) {
        int at = index < 0 ? index + length : index;
        return at >= 0 && at < length ? at : -1;
    }

    static Object slice(Object of, Object from, Object to, Object step) {
        return switch (of) {
            case String text -> {
                int[] points = text.codePoints().toArray();
                StringBuilder out = new StringBuilder();
                for (int at : places(points.length, from, to, step)) {
                    out.appendCodePoint(points[at]);
                }
                yield out.toString();
            }
            case List<?> list -> {
                List<Object> out = new ArrayList<>();
                for (int at : places(list.size(), from, to, step)) {
                    out.add(list.get(at));
                }
                yield of instanceof Tuple ? new Tuple(out) : out;
            }
            case Undefined undefined -> throw undefined.error();
            case null, default -> Undefined.attribute(of, "slice");
        };
    }

    private static List<Integer> places(int length, Object from, Object to, Object step) {
        int by = step == null ? 1 : Numbers.index(step);
        if (by == 0) {
            throw new TemplateException("slice step cannot be zero");
        }
        int lowest = by > 0 ? 0 : -1;
        int highest = by > 0 ? length : length - 1;
        int start = bound(from, length, by > 0 ? lowest : highest, lowest, highest);
        int end = bound(to, length, by > 0 ? highest : lowest, lowest, highest);
        List<Integer> places = new ArrayList<>();
        for (long at = start; by > 0 ? at < end : at > end; at += by) {
            places.add((int) at);
        }
        return places;
    }

    private static int bound(Object given, int length, int open, int lowest, int highest) {
        if (given == null) {
            return open;
        }
        int at = Numbers.index(given);
        return Math.clamp(at < 0 ? (long) at + length : at, lowest, highest);
    }
}
