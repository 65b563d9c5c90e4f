package org.dpoworkbench.engine.jinja;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every filter by its name.
final class FilterLibrary {
    /// What a filter makes of a value.
    interface Filter {
        Object of(Object value, Arguments arguments);
    }

    private FilterLibrary() {}

    /// Apart, since a filter such as `map` looks filters up again.
    private static final class Holder {
        static final Map<String, Filter> ALL = Stream.of(TextFilters.ALL, NumberFilters.ALL, ListFilters.ALL)
                .flatMap(some -> some.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static boolean has(String name) {
        return Holder.ALL.containsKey(name);
    }

    static Object apply(String name, Object value, Arguments arguments) {
        Filter filter = Holder.ALL.get(name);
        if (filter == null) {
            throw new TemplateException("it uses the filter \"" + name + "\", which is not supported");
        }
        return filter.of(value, arguments);
    }
}
