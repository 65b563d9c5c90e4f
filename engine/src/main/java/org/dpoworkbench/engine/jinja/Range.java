package org.dpoworkbench.engine.jinja;

import java.util.AbstractList;

/// Python's `range`.
final class Range extends AbstractList<Object> {
    /// As many as Jinja's sandbox allows.
    private static final long MOST = 100_000;

    final long start;
    final long stop;
    final long step;
    private final int size;

    Range(long start, long stop, long step) {
        if (step == 0) {
            throw new TemplateException("range() arg 3 must not be zero");
        }
        this.start = start;
        this.stop = stop;
        this.step = step;
        long length = Math.max(0, step > 0 ? Math.ceilDiv(stop - start, step) : Math.ceilDiv(start - stop, -step));
        if (length > MOST) {
            throw new TemplateException("a range has more than " + MOST + " numbers");
        }
        size = (int) length;
    }

    @Override
    public Object get(int index) {
        return start + index * step;
    }

    @Override
    public int size() {
        return size;
    }
}
