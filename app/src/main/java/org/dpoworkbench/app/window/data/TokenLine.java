package org.dpoworkbench.app.window.data;

import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.engine.text.PairInspection.Token;

/// A line of the token view.
sealed interface TokenLine {
    /// @param counts what the part's tokens are, in words
    record Heading(String title, String counts) implements TokenLine {}

    /// A line of what a chat template rendered.
    record Rendered(String text) implements TokenLine {}

    record Tokens(List<Token> tokens) implements TokenLine {
        private static final double CHARACTER = 7.4;
        private static final double DIGIT = 5.6;
        private static final double FRAME = 13;

        /// Breaks tokens into lines of this width in pixels, one token a line at least.
        static List<Tokens> wrap(List<Token> tokens, double width) {
            List<Tokens> lines = new ArrayList<>();
            List<Token> line = new ArrayList<>();
            double used = 0;
            for (Token token : tokens) {
                double needed = width(token);
                if (!line.isEmpty() && used + needed > width) {
                    lines.add(new Tokens(List.copyOf(line)));
                    line.clear();
                    used = 0;
                }
                line.add(token);
                used += needed;
            }
            if (!line.isEmpty()) {
                lines.add(new Tokens(List.copyOf(line)));
            }
            return lines;
        }

        private static double width(Token token) {
            return FRAME
                    + Math.max(
                            CHARACTER * shown(token).codePoints().count(),
                            DIGIT * Integer.toString(token.id()).length());
        }
    }

    /// A token's text with its white space visible.
    static String shown(Token token) {
        return token.piece()
                .replace(" ", "·")
                .replace("\n", "↵")
                .replace("\t", "⇥")
                .replace("\r", "␍");
    }
}
