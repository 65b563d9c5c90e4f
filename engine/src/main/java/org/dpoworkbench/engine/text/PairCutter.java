package org.dpoworkbench.engine.text;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.RecordKind;

/// Cuts pairs and completions to `max_length`, drops those that nothing can be learnt
/// from, and looks at their ends.
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

    /// A side before and after the cut.
    ///
    /// @param kept    what is left of it and of its prompt
    /// @param context how many tokens of the prompt `left` begins with, unscored: none where all sides have the
    ///                prompt in common
    record CutSide(UncutPair.Side whole, Truncation.Left kept, int context, UncutPair.Side left) {
        /// The other side of what has one.
        static final CutSide NONE =
                new CutSide(UncutPair.Side.NONE, new Truncation.Left(0, 0, 0, 0), 0, UncutPair.Side.NONE);

        boolean isCut() {
            return kept.completionLength() < whole.ids().length;
        }

        boolean lostEnd() {
            return kept.to() < whole.ids().length;
        }
    }

    /// A pair cut, whatever is left of it.
    ///
    /// @param prompt what all sides have of the prompt; empty where each has another part, and begins with it
    @SuppressWarnings("ArrayRecordComponent") // nobody writes to it
    record CutPair(int[] prompt, List<CutSide> sides) {}

    CutPair apart(UncutPair pair) {
        List<Truncation.Left> left = rules.truncation()
                .cut(
                        pair.prompt().length,
                        pair.sides().stream().map(side -> side.ids().length).toList());
        boolean shared = left.stream().allMatch(one -> one.samePrompt(left.getFirst()));
        List<CutSide> sides = new ArrayList<>(left.size());
        for (int i = 0; i < left.size(); i++) {
            sides.add(side(pair.prompt(), pair.sides().get(i), left.get(i), shared));
        }
        return new CutPair(shared ? prompt(pair.prompt(), left.getFirst()) : new int[0], sides);
    }

    private static int[] prompt(int[] whole, Truncation.Left left) {
        return left.promptLength() == whole.length
                ? whole
                : Arrays.copyOfRange(whole, left.promptFrom(), left.promptTo());
    }

    private static CutSide side(int[] prompt, UncutPair.Side whole, Truncation.Left left, boolean shared) {
        UncutPair.Side completion = whole.part(left.from(), left.to());
        if (left.promptLength() == 0) {
            // The first token has no context, so nothing predicts it.
            return new CutSide(whole, left, 0, completion.ids().length == 0 ? completion : completion.withoutFirst());
        }
        return shared
                ? new CutSide(whole, left, 0, completion)
                : new CutSide(whole, left, left.promptLength(), completion.after(prompt(prompt, left)));
    }

    Outcome cut(UncutPair pair) {
        CutPair left = apart(pair);
        int[] prompt = left.prompt();
        List<CutSide> sides = left.sides();
        Optional<Drop> reason = rules.dropsNothing() ? Optional.empty() : reasonToDrop(sides);
        if (reason.isPresent()) {
            return new Outcome.Dropped(pair.place(), reason.get());
        }
        EnumSet<Finding> findings = EnumSet.noneOf(Finding.class);
        findings.addAll(pair.findings());
        look(pair.prompt(), sides, findings);
        note(findings, Finding.EQUALS_LEFT_OUT, pair.origin().leavesOutEquals());
        noteAny(findings, Finding.PROMPT_CUT, sides, side -> side.kept().promptLength() < pair.prompt().length);
        TokenizedExample example = example(pair, prompt, sides);
        return new Outcome.Kept(pair.place(), () -> example, pair.identity(), pair.lengths(), findings);
    }

    private TokenizedExample example(UncutPair pair, int[] prompt, List<CutSide> sides) {
        return switch (rules.kind()) {
            case PAIRS -> pair(pair, prompt, sides.getFirst(), sides.getLast());
            case COMPLETIONS -> pair(pair, prompt, sides.getFirst(), CutSide.NONE);
            case UNPAIRED ->
                new TokenizedCompletion(
                        pair.identity().id(),
                        pair.place().file(),
                        pair.place().number(),
                        prompt,
                        sides.getFirst().left().ids(),
                        sides.getFirst().left().scored(),
                        sides.getFirst().isCut(),
                        pair.origin().desirable(),
                        pair.origin().group());
            case RANKINGS ->
                new TokenizedRanking(
                        pair.identity().id(),
                        pair.place().file(),
                        pair.place().number(),
                        prompt,
                        sides.stream().map(side -> side.left().ids()).toList(),
                        sides.stream().map(side -> side.left().scored()).toList(),
                        sides.stream().map(CutSide::isCut).toList(),
                        pair.origin().group());
        };
    }

    private static TokenizedPair pair(UncutPair pair, int[] prompt, CutSide chosen, CutSide rejected) {
        return new TokenizedPair(
                pair.identity().id(),
                pair.place().file(),
                pair.place().number(),
                prompt,
                chosen.left().ids(),
                rejected.left().ids(),
                chosen.left().scored(),
                rejected.left().scored(),
                chosen.isCut(),
                rejected.isCut(),
                pair.origin().group());
    }

    private static Optional<Drop> reasonToDrop(List<CutSide> sides) {
        boolean pair = sides.size() > 1;
        if (sides.stream().anyMatch(side -> side.whole().ids().length == 0)) {
            return Optional.of(pair ? Drop.EMPTY_SIDE : Drop.EMPTY_COMPLETION);
        }
        if (pair && anyIdentical(sides)) {
            return Optional.of(Drop.IDENTICAL_SIDES);
        }
        if (sides.stream().anyMatch(side -> side.kept().completionLength() == 0)) {
            return Optional.of(Drop.PROMPT_FILLS_MAX_LENGTH);
        }
        return sides.stream().allMatch(side -> side.left().anyScored())
                ? Optional.empty()
                : Optional.of(Drop.NO_SCORED_TOKEN);
    }

    private static boolean anyIdentical(List<CutSide> sides) {
        return sides.stream()
                        .map(side -> IntBuffer.wrap(side.whole().ids()))
                        .distinct()
                        .count()
                < sides.size();
    }

    private void look(int[] prompt, List<CutSide> sides, Set<Finding> findings) {
        CutSide chosen = sides.getFirst();
        if (rules.kind() == RecordKind.RANKINGS) {
            noteAny(findings, Finding.COMPLETION_CUT, sides, CutSide::isCut);
        } else if (sides.size() == 2) {
            CutSide rejected = sides.getLast();
            note(findings, Finding.CHOSEN_CUT, chosen.isCut());
            note(findings, Finding.REJECTED_CUT, rejected.isCut());
            note(
                    findings,
                    Finding.IDENTICAL_AFTER_CUT,
                    Arrays.equals(chosen.left().ids(), rejected.left().ids())
                            && !Arrays.equals(
                                    chosen.whole().ids(), rejected.whole().ids()));
        } else {
            note(findings, Finding.COMPLETION_CUT, chosen.isCut());
        }
        note(findings, Finding.DOUBLE_BOS, beginsTwice(prompt));
        noteAny(
                findings,
                Finding.CUT_LOST_END,
                sides,
                side -> side.lostEnd() && ends(side.whole().ids()));
        noteAny(
                findings,
                Finding.DOUBLE_EOS,
                sides,
                side -> endsTwice(side.whole().ids()));
        noteAny(
                findings,
                Finding.TEXT_AFTER_END,
                sides,
                side -> goesOn(side.whole().ids()));
        noteAny(findings, Finding.UNUSUAL_END, sides, this::endsOddly);
    }

    private static void noteAny(
            Set<Finding> findings, Finding finding, List<CutSide> sides, Predicate<CutSide> condition) {
        note(findings, finding, sides.stream().anyMatch(condition));
    }

    private static void note(Set<Finding> findings, Finding finding, boolean found) {
        if (found) {
            findings.add(finding);
        }
    }

    private boolean ends(int[] ids) {
        return ids.length > 0 && endTokens.contains(ids[ids.length - 1]);
    }

    private boolean endsOddly(CutSide side) {
        int[] ids = side.whole().ids();
        return !endTokens.isEmpty() && ids.length > 0 && !side.lostEnd() && !ends(ids);
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
