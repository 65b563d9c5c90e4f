package org.dpoworkbench.engine.text;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.LengthStatistics;
import org.dpoworkbench.engine.data.PairIdentity;
import org.dpoworkbench.engine.data.RecordPlace;

/// What became of a readable record.
sealed interface Outcome {
    /// Of its record.
    RecordPlace place();

    /// An example to use.
    ///
    /// @param place    of its record
    /// @param tokens   gives the example; of a large file it is read when asked for
    /// @param lengths  before the cut
    /// @param look     what was found in its texts; absent where nobody looked
    record Kept(
            RecordPlace place,
            Supplier<TokenizedExample> tokens,
            PairIdentity identity,
            LengthStatistics.Lengths lengths,
            Set<Finding> findings,
            Optional<TextLook.Found> look)
            implements Outcome {
        Kept(
                RecordPlace place,
                Supplier<TokenizedExample> tokens,
                PairIdentity identity,
                LengthStatistics.Lengths lengths,
                Set<Finding> findings) {
            this(place, tokens, identity, lengths, findings, Optional.empty());
        }

        Kept with(TextLook.Found found) {
            return new Kept(place, tokens, identity, lengths, findings, Optional.of(found));
        }

        TokenizedExample example() {
            return tokens.get();
        }
    }

    record Dropped(RecordPlace place, Drop reason) implements Outcome {}

    /// A record that cannot be used though it can be read.
    ///
    /// @param reason why its text cannot be given to the model
    record Refused(RecordPlace place, String reason) implements Outcome {}
}
