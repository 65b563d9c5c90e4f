package org.dpoworkbench.app.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// The version that is built into the program's jar.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"DPO Workbench " + number(), "Java " + Runtime.version()};
    }

    static String number() {
        return Objects.requireNonNullElse(
                Version.class.getPackage().getImplementationVersion(), "(not from a built jar)");
    }
}
