package org.dpoworkbench.engine.runlog;

import java.time.Instant;
import java.util.Optional;

/// An evaluation on the held-out pairs after `step` optimiser steps.
///
/// @param pairsFile the per-pair file's name inside the run folder
public record IndexedEvaluation(int step, Instant time, Optional<String> pairsFile) {}
