package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.ArrayList;
import java.util.List;

/// A kernel as read, before it is made executable.
final class KernelText {
    final String name;
    final int line;
    final List<Variable> parameters = new ArrayList<>();
    final List<Object> body = new ArrayList<>();
    int mostThreads = 1024;

    KernelText(String name, int line) {
        this.name = name;
        this.line = line;
    }

    /// A place that a branch can name.
    record Label(String name) {}

    /// Braces in the body: a scope of names begins or ends.
    enum Scope {
        OPEN,
        CLOSE
    }
}
