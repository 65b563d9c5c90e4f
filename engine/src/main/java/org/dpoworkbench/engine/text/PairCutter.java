package org.dpoworkbench.engine.text;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.Finding;

/// Cuts pairs to `max_length`, at the right (`keep_start`), drops those that nothing can be learnt from, and looks at
/// their ends.
final class PairCutter {
    private final PairRules rules;
    private final OptionalInt bos;
    private final OptionalInt eos;
    private final Set<Integer> endTokens;

    PairCutter(TextModel model, PairRules rules) {
        this.rules = rules;
        this.bos = model.bosId();
        this.eos = model.eosId();
        this.endTokens = model.endTokens();
    }

    Outcome cut(UncutPair pair) {
        int maxLength = rules.maxLength();
        int[] prompt = pair.prompt().length <= maxLength ? pair.prompt() : Arrays.copyOf(pair.prompt(), maxLength);
        int room = maxLength - prompt.length;
        UncutPair.Side chosen = withContext(prompt, pair.chosen().cut(room));
        UncutPair.Side rejected = withContext(prompt, pair.rejected().cut(room));
        Optional<Drop> reason = rules.dropsNothing() ? Optional.empty() : reasonToDrop(pair, room, chosen, rejected);
        if (reason.isPresent()) {
            return new Outcome.Dropped(pair.place(), reason.get());
        }
        EnumSet<Finding> findings = EnumSet.noneOf(Finding.class);
        findings.addAll(pair.findings());
        look(pair, chosen, rejected, findings);
        TokenizedPair tokenized = new TokenizedPair(
                pair.identity().id(),
                pair.place().file(),
                pair.place().number(),
                prompt,
                chosen.ids(),
                rejected.ids(),
                chosen.scored(),
                rejected.scored(),
                findings.contains(Finding.CHOSEN_CUT),
                findings.contains(Finding.REJECTED_CUT));
        return new Outcome.Kept(tokenized, pair.identity(), pair.lengths(), findings);
    }

    /// Without a prompt the first token has no context, so nothing predicts it.
    private static UncutPair.Side withContext(int[] prompt, UncutPair.Side side) {
        if (prompt.length > 0 || side.ids().length == 0) {
            return side;
        }
        boolean[] scored = side.scored().clone();
        scored[0] = false;
        return new UncutPair.Side(side.ids(), scored);
    }

    private static Optional<Drop> reasonToDrop(
            UncutPair pair, int room, UncutPair.Side chosen, UncutPair.Side rejected) {
        if (pair.chosen().ids().length == 0 || pair.rejected().ids().length == 0) {
            return Optional.of(Drop.EMPTY_SIDE);
        }
        if (Arrays.equals(pair.chosen().ids(), pair.rejected().ids())) {
            return Optional.of(Drop.IDENTICAL_SIDES);
        }
        if (room == 0) {
            return Optional.of(Drop.PROMPT_FILLS_MAX_LENGTH);
        }
        return chosen.anyScored() && rejected.anyScored() ? Optional.empty() : Optional.of(Drop.NO_SCORED_TOKEN);
    }

    private void look(UncutPair pair, UncutPair.Side chosen, UncutPair.Side rejected, Set<Finding> findings) {
        note(findings, Finding.CHOSEN_CUT, isCut(pair.chosen(), chosen));
        note(findings, Finding.REJECTED_CUT, isCut(pair.rejected(), rejected));
        note(
                findings,
                Finding.CUT_LOST_END,
                (isCut(pair.chosen(), chosen) && ends(pair.chosen().ids()))
                        || (isCut(pair.rejected(), rejected)
                                && ends(pair.rejected().ids())));
        note(
                findings,
                Finding.IDENTICAL_AFTER_CUT,
                Arrays.equals(chosen.ids(), rejected.ids())
                        && !Arrays.equals(pair.chosen().ids(), pair.rejected().ids()));
        note(findings, Finding.DOUBLE_BOS, beginsTwice(pair.prompt()));
        note(
                findings,
                Finding.DOUBLE_EOS,
                endsTwice(pair.chosen().ids()) || endsTwice(pair.rejected().ids()));
        note(
                findings,
                Finding.TEXT_AFTER_END,
                goesOn(pair.chosen().ids()) || goesOn(pair.rejected().ids()));
        note(findings, Finding.UNUSUAL_END, endsOddly(pair.chosen(), chosen) || endsOddly(pair.rejected(), rejected));
    }

    private static void note(Set<Finding> findings, Finding finding, boolean found) {
        if (found) {
            findings.add(finding);
        }
    }

    private static boolean isCut(UncutPair.Side whole, UncutPair.Side cut) {
        return cut.ids().length < whole.ids().length;
    }

    private boolean ends(int[] ids) {
        return ids.length > 0 && endTokens.contains(ids[ids.length - 1]);
    }

    private boolean endsOddly(UncutPair.Side whole, UncutPair.Side cut) {
        return !endTokens.isEmpty() && whole.ids().length > 0 && !isCut(whole, cut) && !ends(whole.ids());
    }

    private boolean beginsTwice(int[] prompt) {
        return bos.isPresent() && prompt.length > 1 && prompt[0] == bos.getAsInt() && prompt[1] == bos.getAsInt();
    }

    private boolean endsTwice(int[] ids) {
        return eos.isPresent()
                && ids.length > 1
                && ids[ids.length - 1] == eos.getAsInt()
                && ids[ids.length - 2] == eos.getAsInt();
    }

    /// Whether another token follows an end token.
    private boolean goesOn(int[] ids) {
        for (int i = 0; i + 1 < ids.length; i++) {
            if (endTokens.contains(ids[i]) && !endTokens.contains(ids[i + 1])) {
                return true;
            }
        }
        return false;
    }
}
