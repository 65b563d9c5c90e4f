package org.dpoworkbench.engine.jinja;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What `groupby` gives: a pair of what the items have in common and the items.
final class Group extends Tuple {
    Group(Object grouper, List<Object> items) {
        super(Arrays.asList(grouper, items));
    }

    Optional<Object> field(String name) {
        return switch (name) {
            case "grouper" -> Optional.ofNullable(get(0));
            case "list" -> Optional.of(get(1));
            default -> Optional.empty();
        };
    }
}
