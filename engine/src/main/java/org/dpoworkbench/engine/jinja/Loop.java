package org.dpoworkbench.engine.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// `loop` in the body of a `for`. It looks ahead only where it is asked to, so that what the body changes counts
/// for the loop's own condition.
final class Loop implements Function {
    private final Iterator<Object> items;
    private final int depth0;
    private final Optional<Function> recursion;
    private final List<Object> ahead = new ArrayList<>();
    private Object previous = new Undefined("there is no previous item");
    private Object current = new Undefined("there is no previous item");
    private int index0 = -1;
    private Optional<List<Object>> lastChanged = Optional.empty();

    Loop(Iterator<Object> items, int depth0, Optional<Function> recursion) {
        this.items = items;
        this.depth0 = depth0;
        this.recursion = recursion;
    }

    boolean hasNext() {
        return !ahead.isEmpty() || items.hasNext();
    }

    Object next() {
        previous = current;
        current = ahead.isEmpty() ? items.next() : ahead.removeFirst();
        index0++;
        return current;
    }

    int depth0() {
        return depth0;
    }

    private Object following() {
        if (ahead.isEmpty() && items.hasNext()) {
            ahead.add(items.next());
        }
        return ahead.isEmpty() ? new Undefined("there is no next item") : ahead.getFirst();
    }

    private long length() {
        items.forEachRemaining(ahead::add);
        return index0 + 1L + ahead.size();
    }

    String text() {
        return "<LoopContext " + (index0 + 1) + "/" + length() + ">";
    }

    Optional<Object> field(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "index" -> index0 + 1L;
                    case "index0" -> (long) index0;
                    case "revindex" -> length() - index0;
                    case "revindex0" -> length() - index0 - 1;
                    case "first" -> index0 == 0;
                    case "last" -> !hasNext();
                    case "length" -> length();
                    case "depth" -> depth0 + 1L;
                    case "depth0" -> (long) depth0;
                    case "previtem" -> previous;
                    case "nextitem" -> following();
                    case "cycle" -> (Function) this::cycle;
                    case "changed" -> (Function) this::changed;
                    default -> null;
                });
    }

    private Object cycle(Arguments arguments) {
        if (arguments.positional().isEmpty()) {
            throw new TemplateException("no items for cycling given");
        }
        return arguments.positional().get(index0 % arguments.positional().size());
    }

    private Object changed(Arguments arguments) {
        boolean same = lastChanged.isPresent() && Python.equal(lastChanged.get(), arguments.positional());
        lastChanged = Optional.of(arguments.positional());
        return !same;
    }

    /// `loop(items)` of a recursive loop.
    @Override
    public Object call(Arguments arguments) {
        return recursion
                .orElseThrow(() -> new TemplateException("the loop is not marked \"recursive\""))
                .call(arguments);
    }
}
