package org.dpoworkbench.engine.task;

import java.util.Arrays;
import java.util.Optional;
import org.dpoworkbench.engine.generate.SampleListener;
import org.dpoworkbench.engine.text.Tokenizer;

/// Tells of a single completion what each token adds to its text. What may yet change, such as half a character, waits.
/// Only the last tokens are decoded: those that were told last, for what a token looks like behind another, and those
/// that wait.
final class Pieces implements SampleListener {
    private static final String HALF = "\ufffd";
    private static final int CONTEXT = 5;

    private final Tokenizer tokenizer;
    private final TaskOutput output;
    private int[] tokens; // the context, then those that wait
    private int told; // tokens of the context
    private int length;

    /// @param prompt whose last tokens are the first context
    Pieces(Tokenizer tokenizer, int[] prompt, TaskOutput output) {
        this.tokenizer = tokenizer;
        this.output = output;
        tokens = Arrays.copyOfRange(prompt, Math.max(0, prompt.length - CONTEXT), prompt.length);
        told = tokens.length;
        length = told;
    }

    @Override
    public void drawn(int prompt, int token) {
        if (length == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * length + 1);
        }
        tokens[length++] = token;
        String piece = tokenizer.decodePlain(Arrays.copyOf(tokens, told), Arrays.copyOfRange(tokens, told, length));
        if (!piece.isEmpty() && !piece.endsWith(HALF)) {
            output.result(new Task.SampleNews(Optional.of(piece), Optional.empty(), Optional.empty()));
            int from = Math.max(0, length - CONTEXT);
            System.arraycopy(tokens, from, tokens, 0, length - from);
            length -= from;
            told = length;
        }
    }
}
