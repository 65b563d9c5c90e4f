package org.dpoworkbench.app.cli.options;

import java.util.Arrays;
import java.util.Iterator;
import org.dpoworkbench.engine.config.Named;

/// The legal values of an option, for its help and for completion.
public abstract class Names<E extends Enum<E> & Named> implements Iterable<String> {
    private final Class<E> type;

    protected Names(Class<E> type) {
        this.type = type;
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(type.getEnumConstants()).map(Named::text).iterator();
    }
}
