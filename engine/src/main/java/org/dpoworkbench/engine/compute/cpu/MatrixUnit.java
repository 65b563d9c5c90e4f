package org.dpoworkbench.engine.compute.cpu;

import java.util.Optional;
import org.dpoworkbench.engine.compute.cpu.machine.FewRowsKernels;
import org.dpoworkbench.engine.compute.cpu.machine.TileKernels;
import org.dpoworkbench.engine.compute.cpu.machine.VectorKernels;
import org.dpoworkbench.engine.problem.UserError;

/// What matrix products are computed by.
public enum MatrixUnit {
    /// The tile unit (AMX), and OpenBLAS where products are small.
    TILES("their tile units"),

    /// Vectors of 256 bits (AVX2).
    VECTORS("their vector units (AVX2)"),

    OPENBLAS("their vector units, by OpenBLAS");

    private static final String VARIABLE = "DPO_WORKBENCH_MATRIX";
    private static final String ASKED = "openblas";

    private final String text;

    MatrixUnit(String text) {
        this.text = text;
    }

    /// Behind "on".
    public String text() {
        return text;
    }

    /// The best that there is on this machine, unless `DPO_WORKBENCH_MATRIX` is `openblas` in the environment.
    /// Vectors of 512 bits are OpenBLAS' own.
    public static MatrixUnit here() {
        if (openBlasWanted(Optional.ofNullable(System.getenv(VARIABLE)))) {
            return OPENBLAS;
        }
        if (TileKernels.available()) {
            return TILES;
        }
        return VectorKernels.available() && !FewRowsKernels.available() ? VECTORS : OPENBLAS;
    }

    /// @param asked the variable's value
    /// @throws UserError where that is nothing that can be asked for
    static boolean openBlasWanted(Optional<String> asked) {
        if (asked.isPresent() && !asked.get().equals(ASKED)) {
            throw new UserError(VARIABLE + " is \"" + asked.get() + "\". It may be " + ASKED
                    + ", which leaves matrix products to OpenBLAS; without it they are computed on the tile unit (AMX) or"
                    + " by vectors (AVX2) where there are such.");
        }
        return asked.isPresent();
    }
}
