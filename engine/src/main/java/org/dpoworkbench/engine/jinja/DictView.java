package org.dpoworkbench.engine.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// What `keys()`, `values()` and `items()` of a dict give.
///
/// @param kind `dict_keys` and so on
record DictView(String kind, List<Object> items) implements Iterable<Object> {
    static DictView keys(Map<?, ?> map) {
        return new DictView("dict_keys", new ArrayList<>(map.keySet()));
    }

    static DictView values(Map<?, ?> map) {
        return new DictView("dict_values", new ArrayList<>(map.values()));
    }

    static DictView items(Map<?, ?> map) {
        return new DictView("dict_items", pairs(map));
    }

    static List<Object> pairs(Map<?, ?> map) {
        List<Object> pairs = new ArrayList<>();
        map.forEach((key, value) -> {
            List<Object> pair = new ArrayList<>();
            pair.add(key);
            pair.add(value);
            pairs.add(new Tuple(pair));
        });
        return pairs;
    }

    @Override
    public Iterator<Object> iterator() {
        return items.iterator();
    }
}
