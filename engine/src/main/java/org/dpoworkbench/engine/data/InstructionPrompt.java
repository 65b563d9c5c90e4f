package org.dpoworkbench.engine.data;

/// The prompt of a record with `instruction` and `input`: the instruction, a blank line, the input and a blank line
/// where there is one. Plain on purpose: no headings, so nothing that the data do not say.
final class InstructionPrompt {
    private InstructionPrompt() {}

    static String of(String instruction, String input) {
        return input.isBlank() ? instruction + "\n\n" : instruction + "\n\n" + input + "\n\n";
    }

    /// The same as a user's turn, which a chat template separates from the answer.
    static String turn(String instruction, String input) {
        return input.isBlank() ? instruction : instruction + "\n\n" + input;
    }
}
