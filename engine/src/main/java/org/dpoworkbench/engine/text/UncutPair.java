package org.dpoworkbench.engine.text;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.PairIdentity;
import org.dpoworkbench.engine.data.PairStatistics;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.data.RecordPlace;

/// A pair as tokens, whole.
@SuppressWarnings("ArrayRecordComponent") // nobody writes to them
record UncutPair(
        RecordPlace place, PairIdentity identity, int[] prompt, Side chosen, Side rejected, Set<Finding> findings) {

    /// A completion.
    ///
    /// @param scored which tokens count
    record Side(int[] ids, boolean[] scored) {
        static Side allScored(int[] ids) {
            boolean[] scored = new boolean[ids.length];
            Arrays.fill(scored, true);
            return new Side(ids, scored);
        }

        /// The first `length` tokens, or all.
        Side cut(int length) {
            return length >= ids.length ? this : new Side(Arrays.copyOf(ids, length), Arrays.copyOf(scored, length));
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
                tokens.place(),
                PairIdentity.of(tokens),
                tokens.prompt(),
                Side.allScored(tokens.chosen()),
                Side.allScored(tokens.rejected()),
                EnumSet.noneOf(Finding.class));
    }

    PairStatistics.Lengths lengths() {
        return new PairStatistics.Lengths(prompt.length, chosen.ids().length, rejected.ids().length);
    }
}
