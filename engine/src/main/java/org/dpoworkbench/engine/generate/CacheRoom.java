package org.dpoworkbench.engine.generate;

import java.util.Map;
import java.util.TreeMap;

/// Which rows of the cache are free. A sequence has rows that follow each other; when it ends, another has them.
final class CacheRoom {
    private final TreeMap<Integer, Integer> free = new TreeMap<>(); // first row → rows

    CacheRoom(int rows) {
        free.put(0, rows);
    }

    /// The first of so many rows, or -1 where they are not free next to each other.
    @SuppressWarnings("ModifyCollectionInEnhancedForLoop") // and leaves the loop
    int take(int rows) {
        for (Map.Entry<Integer, Integer> hole : free.entrySet()) {
            if (hole.getValue() >= rows) {
                int first = hole.getKey();
                int left = hole.getValue() - rows;
                free.remove(first);
                if (left > 0) {
                    free.put(first + rows, left);
                }
                return first;
            }
        }
        return -1;
    }

    void giveBack(int first, int rows) {
        int begin = first;
        int size = rows;
        Map.Entry<Integer, Integer> before = free.lowerEntry(first);
        if (before != null && before.getKey() + before.getValue() == first) {
            begin = before.getKey();
            size += before.getValue();
            free.remove(begin);
        }
        Integer after = free.remove(first + rows);
        free.put(begin, size + (after == null ? 0 : after));
    }
}
