package org.dpoworkbench.engine.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// What a pair or a completion is known by, whatever the tokenizer.
///
/// @param id     hash of the prompt and the *unordered* answers: it survives a flipped label
/// @param prompt hash of the prompt; of a completion without one, hash of the completion
/// @param flipped whether the first completion stands after the last in the order of their bytes
public record PairIdentity(String id, String prompt, boolean flipped) {

    public static PairIdentity of(PromptedText text) {
        return of(
                utf8(text.prompt()),
                text.texts().stream().map(PairIdentity::utf8).toList());
    }

    public static PairIdentity of(PreferenceRecord.Tokens tokens) {
        return of(
                Digest.bytes(tokens.prompt()),
                tokens.completions().stream().map(Digest::bytes).toList());
    }

    /// The same, where a label and not the order of the completions says what is better: a conflict is the same
    /// completion with the other label.
    public PairIdentity labelled(boolean desirable) {
        return new PairIdentity(id, prompt, !desirable);
    }

    private static PairIdentity of(byte[] prompt, List<byte[]> answers) {
        List<byte[]> ordered = answers.stream().sorted(Arrays::compareUnsigned).toList();
        Digest id = new Digest().add(prompt);
        ordered.forEach(id::add);
        boolean promptless = answers.size() == 1 && prompt.length == 0;
        return new PairIdentity(
                id.hex(),
                new Digest().add(promptless ? answers.getFirst() : prompt).hex(),
                Arrays.compareUnsigned(answers.getFirst(), answers.getLast()) > 0);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
