package org.dpoworkbench.app.cli;

/// A command that computes in its own process instead of a worker's, and needs a JVM with a worker's flags for it.
interface Computing {}
