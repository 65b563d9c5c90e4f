package org.dpoworkbench.app.cli.print;

/// A short piece of a progress line.
///
/// @param weight what is less important makes room first
record Fact(String text, int weight) {}
