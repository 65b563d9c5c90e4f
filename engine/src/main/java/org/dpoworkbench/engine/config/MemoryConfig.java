package org.dpoworkbench.engine.config;

/// What a run does to need less memory.
///
/// @param gradientCheckpointing keep only each layer's input for the backward pass and compute the layer again there;
/// the same numbers, about a third more time
/// @param frozenDtype           number type of weights that the run does not change; those that it changes are float32
public record MemoryConfig(boolean gradientCheckpointing, FrozenDtype frozenDtype) {
    /// As fast and as exact as can be.
    public static final MemoryConfig USUAL = new MemoryConfig(false, FrozenDtype.FLOAT32);
}
