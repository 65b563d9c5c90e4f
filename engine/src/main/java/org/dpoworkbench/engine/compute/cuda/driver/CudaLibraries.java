package org.dpoworkbench.engine.compute.cuda.driver;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.dpoworkbench.engine.problem.UserError;

/// NVIDIA's libraries on a machine: what was found where, and where it was looked for.
///
/// Looking reads folders. Where none of them has the driver's library, the system's loader is asked for it by name; no
/// function of a library is called.
///
/// @param found    each library's files, those of the newest version first, and within a version in the order of the
///                 search
/// @param lookedIn the folders
public record CudaLibraries(Map<CudaLibrary, List<Found>> found, List<String> lookedIn) {
    /// The versions of the toolkit that are used.
    static final int OLDEST = 12;

    static final int NEWEST = 13;

    /// A library.
    ///
    /// @param place   its path, or its name where the loader alone knows the path
    /// @param version the toolkit's major version; 0 of what comes with the driver
    public record Found(String place, int version) {}

    public CudaLibraries {
        found = Map.copyOf(found);
        lookedIn = List.copyOf(lookedIn);
    }

    /// Looks on this machine.
    ///
    /// @throws UserError where `DPO_WORKBENCH_CUDA` names no folder
    public static CudaLibraries search() {
        return search(Surroundings.here());
    }

    /// Whether there is a driver's library on this machine: a quick look, which reads no folder.
    ///
    /// @throws UserError where `DPO_WORKBENCH_CUDA` names no folder
    public static boolean haveDriver() {
        return haveDriver(Surroundings.here());
    }

    static boolean haveDriver(Surroundings machine) {
        String name = machine.windows() ? "nvcuda.dll" : CudaLibrary.DRIVER.usualName();
        return LibraryPlaces.of(machine).stream()
                        .map(place -> place.resolve(name))
                        .anyMatch(file ->
                                Files.exists(file) && (machine.windows() || SharedObject.mayRun(file, machine.arm())))
                || !machine.windows() && machine.loads().test(name);
    }

    static CudaLibraries search(Surroundings machine) {
        List<Path> places = LibraryPlaces.of(machine);
        Map<CudaLibrary, List<Found>> found = new EnumMap<>(CudaLibrary.class);
        for (CudaLibrary library : CudaLibrary.values()) {
            found.put(library, new ArrayList<>());
        }
        for (Path place : places) {
            addAll(place, machine, found);
        }
        for (var entry : found.entrySet()) {
            CudaLibrary library = entry.getKey();
            if (library.isTheDrivers()
                    && !machine.windows()
                    && entry.getValue().isEmpty()
                    && machine.loads().test(library.usualName())) {
                entry.getValue().add(new Found(library.usualName(), 0));
            }
            entry.getValue().sort(Comparator.comparingInt(Found::version).reversed());
        }
        return new CudaLibraries(found, places.stream().map(Path::toString).toList());
    }

    private static void addAll(Path place, Surroundings machine, Map<CudaLibrary, List<Found>> found) {
        List<Path> files;
        try (Stream<Path> entries = Files.list(place)) {
            files = entries.sorted().toList();
        } catch (IOException _) {
            return; // a folder that may not be read holds nothing for us
        }
        for (Path file : files) {
            for (CudaLibrary library : CudaLibrary.values()) {
                OptionalInt version = library.version(file.getFileName().toString(), machine.windows());
                if (version.isPresent()
                        && (library.isTheDrivers() || version.getAsInt() >= OLDEST && version.getAsInt() <= NEWEST)
                        && (machine.windows() || SharedObject.mayRun(file, machine.arm()))) {
                    found.get(library).add(new Found(file.toString(), version.getAsInt()));
                }
            }
        }
    }

    /// The library to use.
    ///
    /// @param driverVersion the newest CUDA that the driver knows, 1000 · major + 10 · minor. A toolkit of a newer
    ///                      major version makes code that it does not take.
    public Optional<Found> best(CudaLibrary library, int driverVersion) {
        return found.get(library).stream()
                .filter(candidate -> candidate.version() <= driverVersion / 1000)
                .findFirst();
    }

    /// The driver's library.
    ///
    /// @throws UserError where it is missing, with where it was looked for
    public Found driver() {
        return found.get(CudaLibrary.DRIVER).stream()
                .findFirst()
                .orElseThrow(() -> new UserError(missing(CudaLibrary.DRIVER)));
    }

    /// That a library is missing, where it was looked for, and what brings it.
    public String missing(CudaLibrary library) {
        return "%s was not found%s It was looked for in %s%s."
                .formatted(
                        library.usualName(),
                        library.isTheDrivers()
                                ? ": is the NVIDIA driver installed?"
                                : ". It comes with the CUDA toolkit %d or %d, and with PyTorch."
                                        .formatted(OLDEST, NEWEST),
                        lookedIn.isEmpty() ? "no folder" : String.join(", ", lookedIn),
                        library.isTheDrivers() ? " and by its name" : "");
    }

    /// Loads a library for as long as the arena lives.
    ///
    /// @throws UserError where the system's loader refuses it
    public static SymbolLookup load(Found library, Arena arena) {
        try {
            return library.place().contains("/") || library.place().contains("\\")
                    ? SymbolLookup.libraryLookup(Path.of(library.place()), arena)
                    : SymbolLookup.libraryLookup(library.place(), arena);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    library.place() + " cannot be loaded: " + e.getMessage()
                            + ". Is it whole, and made for this system?",
                    e);
        }
    }
}
