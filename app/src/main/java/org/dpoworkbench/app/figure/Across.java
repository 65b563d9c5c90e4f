package org.dpoworkbench.app.figure;

/// The horizontal axis of curves.
///
/// @param steps whether it counts optimiser steps, from 0 and the same in all panels; otherwise it spans the data
record Across(String label, boolean steps) {
    static final Across STEPS = new Across("optimiser step", true);
}
