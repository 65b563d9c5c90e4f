package org.dpoworkbench.engine.compute.cuda.emulator;

/// One step of a kernel, decoded once when its module is loaded.
abstract class Instruction {
    /// Of the text.
    int line;

    String text;

    /// In the kernel's code.
    int index;

    void stand(Statement statement, int at) {
        line = statement.line();
        text = statement.text();
        index = at;
    }

    /// For the warp's active lanes.
    abstract void execute(Warp warp);

    /// Where it stands, for messages.
    final String place() {
        return "line " + line + ": " + text;
    }
}
