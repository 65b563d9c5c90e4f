package org.dpoworkbench.engine.text;

import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.engine.data.LengthStatistics;

/// Where examples go as they are made.
sealed interface KeptSink extends AutoCloseable permits KeptFile, KeptSink.InMemory {
    void add(Outcome.Kept kept);

    /// The source with what was added.
    LoadedSource finish(LoadedSource.Sorting sorting);

    /// Gives up what was added, where [#finish] was not reached.
    @Override
    void close();

    /// @param withTokens whether the tokens are wanted, not only their account
    record InMemory(boolean withTokens, List<Outcome.Kept> kept) implements KeptSink {
        private static final int[] NO_TOKENS = {};

        InMemory(boolean withTokens) {
            this(withTokens, new ArrayList<>());
        }

        @Override
        public void add(Outcome.Kept one) {
            kept.add(withTokens ? one : withoutTokens(one));
        }

        /// The same account without the tokens, which would fill the memory.
        static Outcome.Kept withoutTokens(Outcome.Kept one) {
            TokenizedExample example = one.example();
            String id = one.identity().id(); // by itself: with the outcome its tokens would be held
            String source = example.source();
            long line = example.line();
            LengthStatistics.Lengths lengths = one.lengths();
            return new Outcome.Kept(
                    one.place(),
                    () -> TokenizedPair.of(id, source, line, NO_TOKENS, NO_TOKENS, NO_TOKENS),
                    one.identity(),
                    lengths,
                    one.findings(),
                    one.look());
        }

        @Override
        public LoadedSource finish(LoadedSource.Sorting sorting) {
            return sorting.done(kept);
        }

        @Override
        public void close() {
            kept.clear();
        }
    }
}
