package org.dpoworkbench.engine.text;

import java.util.Optional;
import java.util.Set;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.LengthStatistics;
import org.dpoworkbench.engine.data.PairIdentity;
import org.dpoworkbench.engine.data.RecordPlace;

/// What became of a readable record.
sealed interface Outcome {

    /// A pair or completion to use.
    ///
    /// @param lengths before the cut
    /// @param look    what was found in its texts; absent where nobody looked
    record Kept(
            TokenizedExample example,
            PairIdentity identity,
            LengthStatistics.Lengths lengths,
            Set<Finding> findings,
            Optional<TextLook.Found> look)
            implements Outcome {
        Kept(TokenizedExample example, PairIdentity identity, LengthStatistics.Lengths lengths, Set<Finding> findings) {
            this(example, identity, lengths, findings, Optional.empty());
        }

        Kept with(TextLook.Found found) {
            return new Kept(example, identity, lengths, findings, Optional.of(found));
        }
    }

    record Dropped(RecordPlace place, Drop reason) implements Outcome {}

    /// A record that cannot be used though it can be read.
    ///
    /// @param reason why its text cannot be given to the model
    record Refused(RecordPlace place, String reason) implements Outcome {}
}
