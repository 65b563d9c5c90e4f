package org.dpoworkbench.engine.jinja;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Names and their values, inner ones before outer ones. What is set in a loop, a macro or a block stays in it.
final class Scope {
    private final Optional<Scope> outer;
    private final Map<String, Object> values = new HashMap<>();

    Scope(Map<String, Object> given) {
        outer = Optional.empty();
        values.putAll(given);
    }

    private Scope(Scope outer) {
        this.outer = Optional.of(outer);
    }

    Scope inner() {
        return new Scope(this);
    }

    void set(String name, Object value) {
        values.put(name, value);
    }

    Object get(String name) {
        Scope scope = this;
        while (!scope.values.containsKey(name)) {
            if (scope.outer.isEmpty()) {
                return Globals.has(name) ? Globals.get(name) : Undefined.name(name);
            }
            scope = scope.outer.get();
        }
        return scope.values.get(name);
    }
}
