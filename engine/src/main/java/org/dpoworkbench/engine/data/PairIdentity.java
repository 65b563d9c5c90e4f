package org.dpoworkbench.engine.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a pair is known by, whatever the tokenizer.
///
/// @param id     hash of the prompt and the *unordered* answers: it survives a flipped label
/// @param prompt hash of the prompt
/// @param flipped whether chosen stands after rejected in the order of their bytes
public record PairIdentity(String id, String prompt, boolean flipped) {

    public static PairIdentity of(PromptedText pair) {
        return of(utf8(pair.prompt()), utf8(pair.chosen()), utf8(pair.rejected()));
    }

    public static PairIdentity of(PreferenceRecord.Tokens pair) {
        return of(Digest.bytes(pair.prompt()), Digest.bytes(pair.chosen()), Digest.bytes(pair.rejected()));
    }

    private static PairIdentity of(byte[] prompt, byte[] chosen, byte[] rejected) {
        boolean flipped = Arrays.compareUnsigned(chosen, rejected) > 0;
        return new PairIdentity(
                new Digest()
                        .add(prompt)
                        .add(flipped ? rejected : chosen)
                        .add(flipped ? chosen : rejected)
                        .hex(),
                new Digest().add(prompt).hex(),
                flipped);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
