package org.dpoworkbench.engine.text;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.LengthStatistics;
import org.dpoworkbench.engine.data.PairIdentity;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.data.RecordPlace;

/// A pair as tokens, whole; or a completion, which is a pair without a rejected side.
///
/// @param sides chosen and, of a pair, rejected after it
@SuppressWarnings("ArrayRecordComponent") // nobody writes to them
record UncutPair(RecordPlace place, PairIdentity identity, int[] prompt, List<Side> sides, Set<Finding> findings) {

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
                Stream.concat(Stream.of(tokens.chosen()), tokens.rejected().stream())
                        .map(Side::allScored)
                        .toList(),
                EnumSet.noneOf(Finding.class));
    }

    boolean isPair() {
        return sides.size() == 2;
    }

    LengthStatistics.Lengths lengths() {
        return new LengthStatistics.Lengths(
                prompt.length,
                sides.getFirst().ids().length,
                isPair() ? sides.getLast().ids().length : 0);
    }
}
