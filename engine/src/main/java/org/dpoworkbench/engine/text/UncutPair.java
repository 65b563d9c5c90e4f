package org.dpoworkbench.engine.text;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.Judgement;
import org.dpoworkbench.engine.data.LengthStatistics;
import org.dpoworkbench.engine.data.PairIdentity;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.data.RecordPlace;

/// A record as tokens, whole.
///
/// @param sides its completions, of a pair or a ranking the best first
@SuppressWarnings("ArrayRecordComponent") // nobody writes to them
record UncutPair(Origin origin, PairIdentity identity, int[] prompt, List<Side> sides, Set<Finding> findings) {

    /// A completion.
    ///
    /// @param scored which tokens count
    record Side(int[] ids, boolean[] scored) {
        /// The rejected side of what has none.
        static final Side NONE = new Side(new int[0], new boolean[0]);

        static Side allScored(int[] ids) {
            boolean[] scored = new boolean[ids.length];
            Arrays.fill(scored, true);
            return new Side(ids, scored);
        }

        /// The tokens from one to before another.
        Side part(int from, int to) {
            return from == 0 && to == ids.length
                    ? this
                    : new Side(Arrays.copyOfRange(ids, from, to), Arrays.copyOfRange(scored, from, to));
        }

        /// With unscored tokens before it.
        Side after(int[] context) {
            int[] all = Arrays.copyOf(context, context.length + ids.length);
            boolean[] which = new boolean[all.length];
            System.arraycopy(ids, 0, all, context.length, ids.length);
            System.arraycopy(scored, 0, which, context.length, ids.length);
            return new Side(all, which);
        }

        /// Without its first token counting.
        Side withoutFirst() {
            boolean[] which = scored.clone();
            which[0] = false;
            return new Side(ids, which);
        }

        boolean anyScored() {
            for (boolean one : scored) {
                if (one) {
                    return true;
                }
            }
            return false;
        }
    }

    /// Token ids are used as they are.
    static UncutPair of(PreferenceRecord.Tokens tokens) {
        return new UncutPair(
                Origin.of(tokens),
                Origin.of(tokens).judged(PairIdentity.of(tokens)),
                tokens.prompt(),
                tokens.completions().stream().map(Side::allScored).toList(),
                EnumSet.noneOf(Finding.class));
    }

    RecordPlace place() {
        return origin.place();
    }

    LengthStatistics.Lengths lengths() {
        int first = sides.getFirst().ids().length;
        boolean unwanted = origin.judgement() instanceof Judgement.Labelled(boolean desirable) && !desirable;
        return unwanted
                ? new LengthStatistics.Lengths(prompt.length, 0, first)
                : new LengthStatistics.Lengths(
                        prompt.length, first, sides.size() > 1 ? sides.getLast().ids().length : 0);
    }
}
