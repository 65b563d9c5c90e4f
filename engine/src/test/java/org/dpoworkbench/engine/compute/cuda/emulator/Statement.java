package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.List;

/// One instruction or directive as it stands in the text.
///
/// @param line     counted from one
/// @param text     without its guard and its semicolon, spaces made one
/// @param guard    the predicate, such as `%p1`, or null
/// @param negated  whether it runs where the guard is false
/// @param opcode   such as `ld.global.f32`
/// @param operands split at the commas outside of brackets
record Statement(int line, String text, String guard, boolean negated, String opcode, List<String> operands) {

    /// An error that says where in the text.
    IllegalArgumentException unknown(String why) {
        return new IllegalArgumentException("PTX line " + line + ": " + why + ": " + text);
    }
}
