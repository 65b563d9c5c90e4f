package org.dpoworkbench.engine.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The methods of Python's `dict`, `list` and `tuple` that change nothing.
final class CollectionMethods {
    private static final Set<String> CHANGE_DICTS = Set.of("clear", "pop", "popitem", "setdefault", "update");
    private static final Set<String> CHANGE_LISTS =
            Set.of("append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort");

    private CollectionMethods() {}

    static Optional<Object> of(Map<?, ?> map, String name) {
        if (CHANGE_DICTS.contains(name)) {
            return Optional.of(Access.unsafe(map, name));
        }
        return switch (name) {
            case "items" -> method(name, () -> DictView.items(map));
            case "keys" -> method(name, () -> DictView.keys(map));
            case "values" -> method(name, () -> DictView.values(map));
            case "copy" -> method(name, () -> new LinkedHashMap<Object, Object>(map));
            case "get" ->
                Optional.of((Function) arguments -> {
                    var bound = arguments.bind("get", "key", "default");
                    Object key = bound.need("key");
                    return map.containsKey(key) ? map.get(key) : bound.or("default", null);
                });
            default -> Optional.empty();
        };
    }

    static Optional<Object> of(List<?> list, String name) {
        boolean tuple = list instanceof Tuple;
        if (!tuple && CHANGE_LISTS.contains(name)) {
            return Optional.of(Access.unsafe(list, name));
        }
        return switch (name) {
            case "index" ->
                Optional.of((Function) arguments -> {
                    Object wanted = arguments.bind("index", "value").need("value");
                    for (int i = 0; i < list.size(); i++) {
                        if (Python.equal(list.get(i), wanted)) {
                            return (long) i;
                        }
                    }
                    throw new TemplateException("what index() looks for is not in the list");
                });
            case "count" ->
                Optional.of((Function) arguments -> {
                    Object wanted = arguments.bind("count", "value").need("value");
                    return list.stream()
                            .filter(item -> Python.equal(item, wanted))
                            .count();
                });
            case "copy" -> tuple ? Optional.empty() : method(name, () -> new ArrayList<Object>(list));
            default -> Optional.empty();
        };
    }

    private static Optional<Object> method(String name, java.util.function.Supplier<Object> value) {
        return Optional.of((Function) arguments -> {
            arguments.bind(name);
            return value.get();
        });
    }
}
