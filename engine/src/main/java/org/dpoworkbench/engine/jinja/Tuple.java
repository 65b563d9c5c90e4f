package org.dpoworkbench.engine.jinja;

import java.util.AbstractList;
import java.util.Collections;
import java.util.List;

/// Python's `tuple`: a list by another name, which equals no list.
class Tuple extends AbstractList<Object> {
    private final List<Object> items;

    Tuple(List<?> items) {
        this.items = Collections.unmodifiableList(items);
    }

    @Override
    public Object get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }
}
