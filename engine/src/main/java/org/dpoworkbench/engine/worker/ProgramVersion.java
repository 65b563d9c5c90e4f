package org.dpoworkbench.engine.worker;

import java.util.Optional;

/// This program's version, from the jar's manifest.
public final class ProgramVersion {
    private ProgramVersion() {}

    public static String text() {
        return Optional.ofNullable(ProgramVersion.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
