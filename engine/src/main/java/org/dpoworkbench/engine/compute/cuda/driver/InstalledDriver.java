package org.dpoworkbench.engine.compute.cuda.driver;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.Optional;
import org.dpoworkbench.engine.problem.UserError;

/// The driver that is installed on this machine, and its cards. Finding it calls it, which may take seconds, and, where
/// the driver is broken, may end the process: it is for computing processes alone.
public final class InstalledDriver {
    private final CudaLibraries libraries;
    private final SymbolLookup library;
    private final Cards cards;

    private InstalledDriver(CudaLibraries libraries, SymbolLookup library, Cards cards) {
        this.libraries = libraries;
        this.library = library;
        this.cards = cards;
    }

    /// Loads the driver and asks it for its cards. It stays loaded for as long as the process lives.
    ///
    /// @throws UserError where there is none, or it refuses, with the reason
    public static InstalledDriver find(CudaLibraries libraries) {
        CudaLibraries.Found driver = libraries.driver();
        try {
            SymbolLookup library = CudaLibraries.load(driver, Arena.global());
            return new InstalledDriver(libraries, library, Cards.of(library));
        } catch (CudaException | MissingFunctionException e) {
            throw new UserError(
                    "The NVIDIA driver (%s) cannot be used: %s".formatted(driver.place(), e.getMessage()), e);
        }
    }

    public CudaLibraries libraries() {
        return libraries;
    }

    public Cards cards() {
        return cards;
    }

    /// The run-time compiler that is installed beside it, of a version that makes code for this driver.
    ///
    /// @throws UserError                where it cannot be loaded
    /// @throws MissingFunctionException where it is no such compiler
    public Optional<Nvrtc> compiler() {
        return libraries
                .best(CudaLibrary.COMPILER, cards.driverVersion())
                .map(found -> new Nvrtc(CudaLibraries.load(found, Arena.global())));
    }

    /// Opens a card for computing.
    ///
    /// @param gpu as in [Cards#choose]
    /// @throws UserError where there is no such card, or it refuses, with the reason
    public CudaDriver open(Optional<String> gpu) {
        return open(cards.choose(gpu));
    }

    /// Opens a card for computing.
    ///
    /// @throws UserError where it refuses, with the reason
    public CudaDriver open(Card card) {
        try {
            return new NativeCudaDriver(library, card);
        } catch (CudaException | MissingFunctionException e) {
            throw new UserError("%s cannot be used: %s".formatted(card.name(), e.getMessage()), e);
        }
    }
}
