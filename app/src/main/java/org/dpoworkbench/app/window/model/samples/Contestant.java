package org.dpoworkbench.app.window.model.samples;

/// Whose answers are judged.
///
/// @param run   the run's id
/// @param model `policy` or `reference`
public record Contestant(String run, String model, int step) {}
