package org.dpoworkbench.app.window.model.run;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/// What the window remembers of a run that the run itself does not know.
///
/// @param name  given by the user; empty: none
/// @param tags  the user's words
/// @param look  index of the run's look; absent: none yet
/// @param shown whether its eye is open; absent: nobody has decided
record RunNote(String name, SortedSet<String> tags, OptionalInt look, Optional<Boolean> shown) {
    /// Of a run that was never listed.
    static final RunNote NONE = new RunNote("", new TreeSet<>(), OptionalInt.empty(), Optional.empty());

    static RunNote of(RunItem item) {
        return new RunNote(
                item.nameProperty().get(),
                new TreeSet<>(item.tags()),
                OptionalInt.of(item.lookProperty().get()),
                Optional.of(item.shownProperty().get()));
    }
}
