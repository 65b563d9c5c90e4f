package org.dpoworkbench.engine.compute.cpu;

import java.util.Optional;
import org.dpoworkbench.engine.compute.cpu.machine.TileKernels;
import org.dpoworkbench.engine.problem.UserError;

/// Where large matrix products run: on the tile unit where there is one, unless `DPO_WORKBENCH_MATRIX` is `openblas` in
/// the environment.
final class MatrixUnit {
    private static final String VARIABLE = "DPO_WORKBENCH_MATRIX";
    private static final String OPENBLAS = "openblas";

    private MatrixUnit() {}

    static boolean isTiles() {
        return tilesWanted(Optional.ofNullable(System.getenv(VARIABLE))) && TileKernels.available();
    }

    /// @param asked the variable's value
    /// @throws UserError where that is nothing that can be asked for
    static boolean tilesWanted(Optional<String> asked) {
        if (asked.isPresent() && !asked.get().equals(OPENBLAS)) {
            throw new UserError(
                    VARIABLE + " is \"" + asked.get() + "\". It may be " + OPENBLAS
                            + ", which keeps matrix products off the tile unit (AMX); without it they run there where there is one.");
        }
        return asked.isEmpty();
    }
}
