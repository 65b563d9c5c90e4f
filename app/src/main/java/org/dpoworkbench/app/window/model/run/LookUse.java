package org.dpoworkbench.app.window.model.run;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.dpoworkbench.app.present.RunLook;

/// How many runs have each look.
final class LookUse {
    private final int[] shown = new int[RunLook.COUNT];
    private final int[] all = new int[RunLook.COUNT];

    void add(RunItem item) {
        int look = item.lookProperty().get();
        if (look < RunLook.COUNT) { // a later one is never given out
            all[look]++;
            shown[look] += item.shownProperty().get() ? 1 : 0;
        }
    }

    /// The look that the fewest shown runs have; of several, the one that the fewest runs have.
    int free() {
        return IntStream.range(0, RunLook.COUNT)
                .boxed()
                .min(Comparator.<Integer>comparingInt(look -> shown[look]).thenComparingInt(look -> all[look]))
                .orElseThrow();
    }
}
