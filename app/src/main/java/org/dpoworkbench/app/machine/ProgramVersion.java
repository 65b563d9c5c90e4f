package org.dpoworkbench.app.machine;

import java.util.Objects;

/// The version that is built into the program's jar.
public final class ProgramVersion {
    private ProgramVersion() {}

    public static String number() {
        return Objects.requireNonNullElse(
                ProgramVersion.class.getPackage().getImplementationVersion(), "(not from a built jar)");
    }
}
