package org.dpoworkbench.engine.config;

import java.util.Optional;

/// Names of the fields that hold a record's parts; an absent one is recognised from the fields themselves.
public record ColumnMapping(Optional<String> prompt, Optional<String> chosen, Optional<String> rejected) {
    public static final ColumnMapping RECOGNISED =
            new ColumnMapping(Optional.empty(), Optional.empty(), Optional.empty());
}
