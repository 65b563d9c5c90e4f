package org.dpoworkbench.engine.pairs;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.dpoworkbench.engine.problem.UserError;

/// Says how good a completion is by its text alone. None of these is a judge of quality: length is the control that any
/// judge must beat, and a pattern checks what can be checked, such as a right answer.
public sealed interface Scorer {
    /// More is better.
    double score(String completion);

    /// Characters, as Unicode counts them.
    record Longer() implements Scorer {
        @Override
        public double score(String completion) {
            return completion.codePointCount(0, completion.length());
        }
    }

    /// Characters, the fewer the better.
    record Shorter() implements Scorer {
        @Override
        public double score(String completion) {
            return -completion.codePointCount(0, completion.length());
        }
    }

    /// 1 where the pattern is found somewhere in the text, else 0.
    record Matches(Pattern pattern) implements Scorer {
        @Override
        public double score(String completion) {
            return pattern.matcher(completion).find() ? 1 : 0;
        }
    }

    /// @param word `longer`, `shorter` or `matches=REGEX`
    /// @throws UserError where it is none of these
    static Scorer of(String word) {
        if (word.startsWith("matches=")) {
            try {
                return new Matches(Pattern.compile(word.substring("matches=".length())));
            } catch (PatternSyntaxException e) {
                throw new UserError("scorer: the pattern of \"" + word + "\" is none: " + e.getMessage() + ".", e);
            }
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "longer" -> new Longer();
            case "shorter" -> new Shorter();
            default ->
                throw new UserError("scorer must be longer, shorter or matches=REGEX, is \"" + word
                        + "\". Scores of a reward model come in the file, or by --scores-file.");
        };
    }
}
