package org.dpoworkbench.engine.text;

import java.util.Arrays;
import java.util.Optional;

/// A preference pair as the model sees it, cut to the length limits; or a completion, whose rejected side is empty.
///
/// @param id        hash of prompt and the unordered answers
/// @param source    the file it came from
/// @param line      line (JSON Lines) or element (JSON array) in that file, from 1
/// @param prompt    token ids of the context, not scored; may be empty
/// @param chosen    token ids of the preferred or only completion, end token included
/// @param rejected  token ids of the other completion
/// @param chosenScored   which chosen tokens count (user turns inside a completion do not)
/// @param rejectedScored which rejected tokens count
/// @param chosenCut   whether `max_length` cut the chosen completion
/// @param rejectedCut whether `max_length` cut the rejected completion
/// @param group       what the file's column of sources says of it
@SuppressWarnings("ArrayRecordComponent") // nobody writes to them
public record TokenizedPair(
        String id,
        String source,
        long line,
        int[] prompt,
        int[] chosen,
        int[] rejected,
        boolean[] chosenScored,
        boolean[] rejectedScored,
        boolean chosenCut,
        boolean rejectedCut,
        Optional<String> group)
        implements TokenizedExample {

    /// A pair whose completion tokens all count, uncut.
    public static TokenizedPair of(String id, String source, long line, int[] prompt, int[] chosen, int[] rejected) {
        return new TokenizedPair(
                id,
                source,
                line,
                prompt,
                chosen,
                rejected,
                all(chosen.length),
                all(rejected.length),
                false,
                false,
                Optional.empty());
    }

    private static boolean[] all(int length) {
        boolean[] scored = new boolean[length];
        Arrays.fill(scored, true);
        return scored;
    }

    @Override
    public int completions() {
        return 2;
    }

    @Override
    public int[] completion(int number) {
        return number == 0 ? chosen : rejected;
    }

    @Override
    public boolean[] scored(int number) {
        return number == 0 ? chosenScored : rejectedScored;
    }

    @Override
    public boolean cut(int number) {
        return number == 0 ? chosenCut : rejectedCut;
    }
}
