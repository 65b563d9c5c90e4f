package org.dpoworkbench.engine.text;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.PairIdentity;

/// Recognises pairs or completions that came before, with the same label or with the other.
final class Repeats {
    private enum Seen {
        STRAIGHT,
        FLIPPED,
        BOTH
    }

    private final Map<String, Seen> seen = new HashMap<>();

    Optional<Finding> look(PairIdentity pair) {
        Seen now = pair.flipped() ? Seen.FLIPPED : Seen.STRAIGHT;
        Seen before = seen.put(pair.id(), now);
        if (before == null) {
            return Optional.empty();
        }
        if (before == now) {
            return Optional.of(Finding.DUPLICATE);
        }
        seen.put(pair.id(), Seen.BOTH);
        return Optional.of(Finding.CONFLICTING_LABEL);
    }
}
