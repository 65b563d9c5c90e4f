package org.dpoworkbench.engine.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.generate.SampleListener;
import org.dpoworkbench.engine.text.Tokenizer;

/// Tells of a single completion what each token adds to its text. What may yet change, such as half a character, waits.
final class Pieces implements SampleListener {
    private static final String HALF = "\ufffd";

    private final Tokenizer tokenizer;
    private final TaskOutput output;
    private final List<Integer> tokens = new ArrayList<>();
    private int told;

    Pieces(Tokenizer tokenizer, TaskOutput output) {
        this.tokenizer = tokenizer;
        this.output = output;
    }

    @Override
    public boolean drawn(int prompt, int token) {
        tokens.add(token);
        String text = tokenizer.decodePlain(
                tokens.stream().mapToInt(Integer::intValue).toArray());
        if (text.length() > told && !text.endsWith(HALF)) {
            output.result(new Task.SampleNews(Optional.of(text.substring(told)), Optional.empty()));
            told = text.length();
        }
        return true;
    }
}
