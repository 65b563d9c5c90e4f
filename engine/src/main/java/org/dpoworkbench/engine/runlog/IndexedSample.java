package org.dpoworkbench.engine.runlog;

import org.dpoworkbench.engine.journal.Event;

/// A text sampled after `step` optimiser steps.
///
/// @param model `policy` or `reference`
public record IndexedSample(int step, String model, Event.Sample sample) {}
