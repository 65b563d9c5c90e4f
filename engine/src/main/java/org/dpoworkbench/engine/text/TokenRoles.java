package org.dpoworkbench.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.data.PromptedText;
import org.dpoworkbench.engine.text.PairInspection.Part;
import org.dpoworkbench.engine.text.PairInspection.Role;
import org.dpoworkbench.engine.text.PairInspection.Token;

/// Says of each token of a record what it is to the loss.
final class TokenRoles {
    private final Optional<Tokenizer> tokenizer;

    TokenRoles(TextModel model) {
        this.tokenizer = model.tokenizer();
    }

    /// @param single whether the record is read for its first completion alone
    PairInspection of(RecordTokenizer.Look look, boolean single) {
        List<String> texts = look.text()
                .map(PromptedText::texts)
                .orElseGet(() -> look.whole().sides().stream().map(_ -> "").toList());
        List<PairCutter.CutSide> sides = look.cut().sides();
        List<Part> completions = new ArrayList<>();
        for (int i = 0; i < (single ? 1 : sides.size()); i++) {
            completions.add(side(texts.get(i), sides.get(i)));
        }
        return new PairInspection(look.rendered(), prompt(look), completions);
    }

    /// What at least one completion is seen with; at the ends of a cut prompt, completions may differ.
    private Part prompt(RecordTokenizer.Look look) {
        int[] whole = look.whole().prompt();
        List<PairCutter.CutSide> sides = look.cut().sides();
        int from =
                sides.stream().mapToInt(side -> side.kept().promptFrom()).min().orElse(0);
        int to = sides.stream().mapToInt(side -> side.kept().promptTo()).max().orElse(0);
        List<Token> tokens = new ArrayList<>(whole.length);
        for (int i = 0; i < whole.length; i++) {
            tokens.add(token(whole[i], from <= i && i < to ? Role.PROMPT : Role.CUT));
        }
        return new Part(look.text().map(PromptedText::prompt).orElse(""), tokens);
    }

    /// Begins with its own part of the prompt where it has one.
    private Part side(String text, PairCutter.CutSide side) {
        List<Token> tokens = new ArrayList<>(side.context() + side.whole().ids().length);
        for (int i = 0; i < side.context(); i++) {
            tokens.add(token(side.left().ids()[i], Role.PROMPT));
        }
        int[] whole = side.whole().ids();
        for (int i = 0; i < whole.length; i++) {
            tokens.add(token(whole[i], role(side, i)));
        }
        return new Part(text, tokens);
    }

    private static Role role(PairCutter.CutSide side, int token) {
        if (token < side.kept().from() || token >= side.kept().to()) {
            return Role.CUT;
        }
        return side.left().scored()[side.context() + token - side.kept().from()] ? Role.SCORED : Role.MASKED;
    }

    private Token token(int id, Role role) {
        return tokenizer
                .map(known -> new Token(id, known.piece(id), known.isSpecial(id), role))
                .orElseGet(() -> new Token(id, "", false, role));
    }
}
