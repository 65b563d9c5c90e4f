package org.dpoworkbench.engine.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.jinja.FilterLibrary.Filter;

/// Filters of lists, dicts and of values of any kind.
final class ListFilters {
    static final Map<String, Filter> ALL = Map.ofEntries(
            Map.entry("default", ListFilters::byDefault),
            Map.entry("d", ListFilters::byDefault),
            TextFilters.plain("length", v -> (long) Python.length(v)),
            TextFilters.plain("count", v -> (long) Python.length(v)),
            TextFilters.plain("list", Python::list),
            TextFilters.plain("first", v -> end(Python.list(v), true)),
            TextFilters.plain("last", v -> end(Python.list(v), false)),
            TextFilters.plain("items", ListFilters::items),
            Map.entry("attr", (v, a) -> {
                String name = a.bind("attr", "name").text("name");
                Object found = v instanceof Map<?, ?> map
                        ? CollectionMethods.of(map, name).orElseGet(() -> Undefined.attribute(v, name))
                        : Access.attribute(v, name);
                return found;
            }),
            Map.entry("reverse", ListFilters::reversed),
            Map.entry("join", ListFilters::joined),
            Map.entry("sum", ListFilters::sum),
            Map.entry("max", (v, a) -> extreme(v, a, 1)),
            Map.entry("min", (v, a) -> extreme(v, a, -1)),
            Map.entry("sort", ListFilters::sorted),
            Map.entry("unique", ListFilters::unique),
            Map.entry("groupby", ListFilters::grouped),
            Map.entry("dictsort", ListFilters::dictSorted),
            Map.entry("batch", ListFilters::batches),
            Map.entry("slice", ListFilters::slices),
            Map.entry("map", ListFilters::mapped),
            Map.entry("select", (v, a) -> chosen(v, a, true, false)),
            Map.entry("reject", (v, a) -> chosen(v, a, false, false)),
            Map.entry("selectattr", (v, a) -> chosen(v, a, true, true)),
            Map.entry("rejectattr", (v, a) -> chosen(v, a, false, true)));

    private ListFilters() {}

    private static Object byDefault(Object value, Arguments arguments) {
        var bound = arguments.bind("default", "default_value", "boolean");
        boolean missing = value instanceof Undefined || (bound.flag("boolean", false) && !Python.truth(value));
        return missing ? bound.or("default_value", "") : value;
    }

    private static Object end(List<Object> items, boolean first) {
        if (items.isEmpty()) {
            return new Undefined("No " + (first ? "first" : "last") + " item, sequence was empty.");
        }
        return first ? items.getFirst() : items.getLast();
    }

    private static Object items(Object value) {
        return switch (value) {
            case Undefined _ -> new Generator(List.of());
            case Map<?, ?> map -> new Generator(DictView.pairs(map));
            case null, default -> throw new TemplateException("Can only get item pairs from a mapping.");
        };
    }

    private static Object reversed(Object value, Arguments arguments) {
        arguments.bind("reverse");
        if (value instanceof String text) {
            return Access.slice(text, null, null, -1L);
        }
        List<Object> items = Python.list(value);
        Collections.reverse(items);
        return new Generator(items);
    }

    private static Object joined(Object value, Arguments arguments) {
        var bound = arguments.bind("join", "d", "attribute");
        Optional<Getter> attribute = Getter.of(bound);
        StringBuilder out = new StringBuilder();
        boolean first = true;
        for (Object item : Python.list(value)) {
            out.append(first ? "" : Python.str(bound.or("d", "")));
            out.append(Python.str(attribute.isPresent() ? attribute.get().of(item) : item));
            first = false;
        }
        return out.toString();
    }

    private static Object sum(Object value, Arguments arguments) {
        var bound = arguments.bind("sum", "attribute", "start");
        Optional<Getter> attribute = Getter.of(bound);
        Object total = bound.or("start", 0L);
        for (Object item : Python.list(value)) {
            total = Operators.apply(
                    "+", total, attribute.isPresent() ? attribute.get().of(item) : item);
        }
        return total;
    }

    private static Object extreme(Object value, Arguments arguments, int sign) {
        var bound = arguments.bind("max", "case_sensitive", "attribute");
        Comparator<Object> order = order(bound, "attribute");
        Object best = null;
        boolean any = false;
        for (Object item : Python.list(value)) {
            if (!any || sign * order.compare(item, best) > 0) {
                best = item;
            }
            any = true;
        }
        return any ? best : new Undefined("No aggregated item, sequence was empty.");
    }

    /// How two items compare, by an attribute where one is named, letters large and small alike unless asked otherwise.
    private static Comparator<Object> order(Arguments.Bound bound, String attribute) {
        Optional<List<Getter>> getters = Getter.several(bound, attribute);
        boolean sensitive = bound.flag("case_sensitive", false);
        return (a, b) -> {
            if (getters.isEmpty()) {
                return Python.compare(folded(a, sensitive), folded(b, sensitive));
            }
            for (Getter getter : getters.get()) {
                int compared = Python.compare(folded(getter.of(a), sensitive), folded(getter.of(b), sensitive));
                if (compared != 0) {
                    return compared;
                }
            }
            return 0;
        };
    }

    private static Object folded(Object value, boolean sensitive) {
        return value instanceof String text && !sensitive ? text.toLowerCase(Locale.ROOT) : value;
    }

    private static Object sorted(Object value, Arguments arguments) {
        var bound = arguments.bind("sort", "reverse", "case_sensitive", "attribute");
        List<Object> items = Python.list(value);
        Comparator<Object> order = order(bound, "attribute");
        // Python's reverse keeps equal items in their order.
        items.sort(bound.flag("reverse", false) ? (a, b) -> order.compare(b, a) : order);
        return items;
    }

    private static Object unique(Object value, Arguments arguments) {
        var bound = arguments.bind("unique", "case_sensitive", "attribute");
        Optional<Getter> attribute = Getter.of(bound);
        boolean sensitive = bound.flag("case_sensitive", false);
        List<Object> seen = new ArrayList<>();
        List<Object> items = new ArrayList<>();
        for (Object item : Python.list(value)) {
            Object key = folded(attribute.isPresent() ? attribute.get().of(item) : item, sensitive);
            if (seen.stream().noneMatch(other -> Python.equal(other, key))) {
                seen.add(key);
                items.add(item);
            }
        }
        return new Generator(items);
    }

    private static Object grouped(Object value, Arguments arguments) {
        var bound = arguments.bind("groupby", "attribute", "default", "case_sensitive");
        Getter getter = Getter.of(bound).orElseThrow(() -> new TemplateException("groupby needs \"attribute\""));
        boolean sensitive = bound.flag("case_sensitive", false);
        List<Object> items = Python.list(value);
        items.sort((a, b) -> Python.compare(folded(getter.of(a), sensitive), folded(getter.of(b), sensitive)));
        List<Object> groups = new ArrayList<>();
        List<Object> group = List.of();
        Object last = null;
        for (Object item : items) {
            Object key = folded(getter.of(item), sensitive);
            if (groups.isEmpty() || !Python.equal(key, last)) {
                group = new ArrayList<>();
                groups.add(new Group(getter.of(item), group));
                last = key;
            }
            group.add(item);
        }
        return groups;
    }

    private static Object dictSorted(Object value, Arguments arguments) {
        var bound = arguments.bind("dictsort", "case_sensitive", "by", "reverse");
        if (!(value instanceof Map<?, ?> map)) {
            throw new TemplateException("dictsort needs a dict, not a " + Python.type(value));
        }
        int place = switch (bound.text("by", "key")) {
            case "key" -> 0;
            case "value" -> 1;
            default -> throw new TemplateException("You can only sort by either \"key\" or \"value\"");
        };
        boolean sensitive = bound.flag("case_sensitive", false);
        List<Object> pairs = DictView.pairs(map);
        Comparator<Object> order = (a, b) ->
                Python.compare(folded(((Tuple) a).get(place), sensitive), folded(((Tuple) b).get(place), sensitive));
        pairs.sort(bound.flag("reverse", false) ? (a, b) -> order.compare(b, a) : order);
        return pairs;
    }

    private static Object batches(Object value, Arguments arguments) {
        var bound = arguments.bind("batch", "linecount", "fill_with");
        int size = Math.max(1, Numbers.index(bound.need("linecount")));
        List<Object> batches = new ArrayList<>();
        List<Object> batch = new ArrayList<>();
        for (Object item : Python.list(value)) {
            if (batch.size() == size) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
            batch.add(item);
        }
        if (!batch.isEmpty()) {
            fill(batch, size, bound);
            batches.add(batch);
        }
        return new Generator(batches);
    }

    private static Object slices(Object value, Arguments arguments) {
        var bound = arguments.bind("slice", "slices", "fill_with");
        int count = Math.max(1, Numbers.index(bound.need("slices")));
        List<Object> items = Python.list(value);
        List<Object> slices = new ArrayList<>();
        int shortest = items.size() / count;
        int longer = items.size() % count;
        int at = 0;
        for (int i = 0; i < count; i++) {
            int size = shortest + (i < longer ? 1 : 0);
            List<Object> slice = new ArrayList<>(items.subList(at, at + size));
            at += size;
            if (i >= longer && bound.has("fill_with") && bound.values().get("fill_with") != null) {
                slice.add(bound.values().get("fill_with"));
            }
            slices.add(slice);
        }
        return new Generator(slices);
    }

    private static void fill(List<Object> batch, int size, Arguments.Bound bound) {
        Object with = bound.or("fill_with", null);
        while (with != null && batch.size() < size) {
            batch.add(with);
        }
    }

    private static Object mapped(Object value, Arguments arguments) {
        List<Object> out = new ArrayList<>();
        if (arguments.positional().isEmpty()) {
            Map<String, Object> named = new HashMap<>(arguments.named());
            var bound = new Arguments(List.of(), named).bind("map", "attribute", "default");
            Getter getter = Getter.of(bound).orElseThrow(() -> new TemplateException("map needs a filter's name"));
            for (Object item : Python.list(value)) {
                out.add(getter.of(item));
            }
        } else {
            String filter = Python.text("map", arguments.positional().getFirst());
            Arguments rest = arguments.from(1);
            for (Object item : Python.list(value)) {
                out.add(FilterLibrary.apply(filter, item, rest));
            }
        }
        return new Generator(out);
    }

    private static Object chosen(Object value, Arguments arguments, boolean wanted, boolean ofAttribute) {
        Arguments rest = arguments;
        Optional<Getter> getter = Optional.empty();
        if (ofAttribute) {
            if (arguments.positional().isEmpty()) {
                throw new TemplateException("selectattr needs an attribute's name");
            }
            getter = Optional.of(Getter.named(arguments.positional().getFirst(), Optional.empty()));
            rest = arguments.from(1);
        }
        List<Object> out = new ArrayList<>();
        for (Object item : Python.list(value)) {
            Object asked = getter.isPresent() ? getter.get().of(item) : item;
            boolean holds = rest.positional().isEmpty()
                    ? Python.truth(asked)
                    : TestLibrary.apply(Python.text("select", rest.positional().getFirst()), asked, rest.from(1));
            if (holds == wanted) {
                out.add(item);
            }
        }
        return new Generator(out);
    }

    /// What an item has under a name such as `a.b` or `0`.
    ///
    /// @param byDefault where it has nothing there
    private record Getter(List<Object> path, Optional<Object> byDefault) {
        static Optional<Getter> of(Arguments.Bound bound) {
            return Optional.ofNullable(bound.or("attribute", null))
                    .map(name -> named(name, Optional.ofNullable(bound.or("default", null))));
        }

        /// Names with commas between.
        static Optional<List<Getter>> several(Arguments.Bound bound, String parameter) {
            return Optional.ofNullable(bound.or(parameter, null)).map(names -> {
                List<Getter> getters = new ArrayList<>();
                if (names instanceof String text) {
                    for (String name : text.split(",", -1)) {
                        getters.add(named(name, Optional.empty()));
                    }
                } else {
                    getters.add(named(names, Optional.empty()));
                }
                return getters;
            });
        }

        static Getter named(Object name, Optional<Object> byDefault) {
            List<Object> path = new ArrayList<>();
            if (name instanceof String text) {
                for (String part : text.split("\\.", -1)) {
                    path.add(part.matches("\\d{1,9}") ? (Object) Long.valueOf(part) : part);
                }
            } else {
                path.add(name);
            }
            return new Getter(path, byDefault);
        }

        Object of(Object item) {
            Object value = item;
            for (Object part : path) {
                value = Access.item(value, part);
                if (value instanceof Undefined && byDefault.isPresent()) {
                    value = byDefault.get();
                }
            }
            return value;
        }
    }
}
