package org.dpoworkbench.engine.compute.cuda.driver;

/// A card.
///
/// @param ordinal         its number, as the driver counts the cards it shows to this process
/// @param name            as its maker calls it
/// @param uuid            its own name, `GPU-…`, the same in every process
/// @param major           compute capability, before the dot
/// @param minor           compute capability, after the dot
/// @param multiprocessors how many it has
/// @param memoryBytes     its memory
/// @param driverVersion   the newest CUDA that the driver knows, 1000 · major + 10 · minor
public record Card(
        int ordinal,
        String name,
        String uuid,
        int major,
        int minor,
        int multiprocessors,
        long memoryBytes,
        int driverVersion) {

    /// Such as 8.0.
    public String computeCapability() {
        return major + "." + minor;
    }

    /// The compiler's word for it, such as sm_80.
    public String architecture() {
        return "sm_" + major + minor;
    }
}
