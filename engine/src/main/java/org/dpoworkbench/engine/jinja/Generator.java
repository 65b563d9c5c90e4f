package org.dpoworkbench.engine.jinja;

import java.util.Iterator;
import java.util.List;

/// Python's generator: it can be gone through once, has no length, and is true.
final class Generator implements Iterable<Object> {
    private final Iterator<Object> items;

    Generator(List<Object> items) {
        this.items = items.iterator();
    }

    @Override
    public Iterator<Object> iterator() {
        return items;
    }
}
