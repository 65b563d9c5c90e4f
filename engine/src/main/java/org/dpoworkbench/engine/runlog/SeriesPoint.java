package org.dpoworkbench.engine.runlog;

/// One value of a metric, after `step` optimiser steps.
public record SeriesPoint(int step, double value) {}
