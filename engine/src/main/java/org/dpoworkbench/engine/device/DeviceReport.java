package org.dpoworkbench.engine.device;

import java.util.List;
import java.util.Optional;

/// What there is to compute on.
///
/// @param driverCuda the newest CUDA that the NVIDIA driver knows, such as 12.4; absent where no driver answers
/// @param noCards    why the driver shows no card; absent where it shows some
/// @param cards      in the driver's order
/// @param libraries  NVIDIA's, all that are looked for
/// @param lookedIn   the folders that they were looked for in
/// @param devices    every device that a run can ask for but `auto`
/// @param auto       what `auto` chooses here, and why
/// @param toolkit    what installing the CUDA toolkit would change
public record DeviceReport(
        Optional<String> driverCuda,
        Optional<String> noCards,
        List<CardReport> cards,
        List<LibraryReport> libraries,
        List<String> lookedIn,
        List<DeviceState> devices,
        String auto,
        String toolkit) {
    public DeviceReport {
        cards = List.copyOf(cards);
        libraries = List.copyOf(libraries);
        lookedIn = List.copyOf(lookedIn);
        devices = List.copyOf(devices);
    }

    /// A card.
    ///
    /// @param freeMib memory that nobody uses; absent where the card could not be opened
    /// @param whyNot  why it cannot compute; absent where it can
    public record CardReport(
            int number,
            String name,
            String uuid,
            String computeCapability,
            int multiprocessors,
            long memoryMib,
            Optional<Long> freeMib,
            Optional<String> whyNot) {}

    /// A library.
    ///
    /// @param use   what it is for
    /// @param found its files, the one that is used first; none where it is missing
    public record LibraryReport(String name, String use, List<String> found) {
        public LibraryReport {
            found = List.copyOf(found);
        }
    }

    /// A device that a run can ask for.
    ///
    /// @param name     as in configurations
    /// @param computes whether a run on it can start, as far as can be seen
    /// @param state    what computes, or what is lacking, in a sentence
    public record DeviceState(String name, boolean computes, String state) {}
}
