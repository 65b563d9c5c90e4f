package org.dpoworkbench.engine.text;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// Lists that are made of others as they are asked for, so that a million examples are not held twice. What they are
/// made of must not change.
public final class Lists {
    private Lists() {}

    private abstract static class View<E> extends AbstractList<E> implements RandomAccess {}

    /// One list after the other.
    public static <E> List<E> concat(List<? extends List<? extends E>> parts) {
        List<? extends List<? extends E>> filled =
                parts.stream().filter(part -> !part.isEmpty()).toList();
        int[] ends = new int[filled.size()];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            end = Math.addExact(end, filled.get(i).size());
            ends[i] = end;
        }
        int size = end;
        return new View<>() {
            @Override
            public E get(int index) {
                int part = 0;
                while (index >= ends[part]) {
                    part++;
                }
                return filled.get(part).get(part == 0 ? index : index - ends[part - 1]);
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    /// One list after the other.
    public static <E> List<E> concat(List<? extends E> first, List<? extends E> second) {
        return concat(Stream.of(first, second).toList());
    }

    /// The elements at these places, in their order.
    public static <E> List<E> select(List<E> all, int[] places) {
        return new View<>() {
            @Override
            public E get(int index) {
                return all.get(places[index]);
            }

            @Override
            public int size() {
                return places.length;
            }
        };
    }

    /// What a function makes of each number below `size`, anew with each call.
    static <E> List<E> numbered(int size, IntFunction<? extends E> function) {
        return new View<>() {
            @Override
            public E get(int index) {
                return function.apply(Objects.checkIndex(index, size));
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    /// What a function makes of each element, anew with each call.
    static <A, B> List<B> mapped(List<A> all, Function<? super A, ? extends B> function) {
        return new View<>() {
            @Override
            public B get(int index) {
                return function.apply(all.get(index));
            }

            @Override
            public int size() {
                return all.size();
            }
        };
    }
}
