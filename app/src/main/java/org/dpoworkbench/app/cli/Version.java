package org.dpoworkbench.app.cli;

import org.dpoworkbench.app.machine.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/// What `dpo --version` prints.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"DPO Workbench " + ProgramVersion.number(), "Java " + Runtime.version()};
    }
}
