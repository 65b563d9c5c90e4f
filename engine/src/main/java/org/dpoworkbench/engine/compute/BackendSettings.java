package org.dpoworkbench.engine.compute;

import java.util.Optional;

/// What a backend is told when it is opened.
///
/// @param threads threads of the processor that compute; 0: one for each processor
/// @param gpu     the card, by its UUID or by its number; absent: the first that is free
public record BackendSettings(int threads, Optional<String> gpu) {}
