package org.dpoworkbench.engine.text;

import java.net.URISyntaxException;
import java.nio.file.Path;

/// The byte-level tokenizer of the reference training runs (256 bytes, `<|endoftext|>` = 256, `<pad>` = 257) and their
/// pairs, made by TRL 1.16 (see the goldens' README).
final class Goldens {
    static final TextLimits LIMITS = new TextLimits(258, 128, true);
    static final int EOS = 256;

    private Goldens() {}

    static Path path(String name) {
        try {
            return Path.of(
                    Goldens.class.getResource("/goldens/trajectories/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static Tokenizer tokenizer() {
        return Tokenizer.open(path("tokenizer/tokenizer.json"));
    }

    static TextModel model() {
        return TextModel.open(path("tokenizer"), LIMITS);
    }
}
