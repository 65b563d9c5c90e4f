package org.dpoworkbench.engine.jinja;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Arguments of a call, by place and by name.
record Arguments(List<Object> positional, Map<String, Object> named) {
    static final Arguments NONE = new Arguments(List.of(), Map.of());

    static Arguments of(Object... values) {
        return new Arguments(Arrays.asList(values), Map.of());
    }

    /// The arguments of a function that has such parameters.
    ///
    /// @param what the function, for errors
    Bound bind(String what, String... parameters) {
        if (positional.size() > parameters.length) {
            throw new TemplateException("%s takes at most %d arguments, and there are %d"
                    .formatted(what, parameters.length, positional.size()));
        }
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < positional.size(); i++) {
            values.put(parameters[i], positional.get(i));
        }
        named.forEach((name, value) -> {
            if (!Arrays.asList(parameters).contains(name)) {
                throw new TemplateException(what + " has no argument \"" + name + "\"");
            }
            if (values.containsKey(name)) {
                throw new TemplateException(what + " is given \"" + name + "\" twice");
            }
            values.put(name, value);
        });
        return new Bound(what, values);
    }

    /// All but the first so many of those by place.
    Arguments from(int first) {
        return new Arguments(new ArrayList<>(positional.subList(first, positional.size())), named);
    }

    /// Arguments under their parameters' names.
    record Bound(String what, Map<String, Object> values) {
        boolean has(String name) {
            return values.containsKey(name);
        }

        Object need(String name) {
            if (!has(name)) {
                throw new TemplateException(what + " needs \"" + name + "\"");
            }
            return values.get(name);
        }

        Object or(String name, Object other) {
            return has(name) ? values.get(name) : other;
        }

        String text(String name) {
            return Python.text(what, need(name));
        }

        String text(String name, String other) {
            return has(name) ? text(name) : other;
        }

        int whole(String name, int other) {
            return has(name) ? Numbers.index(values.get(name)) : other;
        }

        boolean flag(String name, boolean other) {
            return has(name) ? Python.truth(values.get(name)) : other;
        }
    }
}
