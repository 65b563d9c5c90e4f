package org.dpoworkbench.engine.jinja;

import java.util.LinkedHashMap;
import java.util.Map;

/// `namespace(...)`: values that a loop's body can change for what comes after.
final class Namespace {
    private final Map<String, Object> values = new LinkedHashMap<>();

    void set(String name, Object value) {
        if (name.startsWith("_")) {
            throw new TemplateException(
                    "a namespace's field must not begin with an underscore, as \"" + name + "\" does");
        }
        values.put(name, value);
    }

    Object get(String name) {
        return values.containsKey(name) ? values.get(name) : Undefined.attribute(this, name);
    }
}
