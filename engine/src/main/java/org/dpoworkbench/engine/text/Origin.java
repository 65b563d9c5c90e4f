package org.dpoworkbench.engine.text;

import java.util.Optional;
import org.dpoworkbench.engine.data.Judgement;
import org.dpoworkbench.engine.data.PairIdentity;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.data.RecordPlace;

/// What stays of a record when its texts have become tokens.
///
/// @param group what the file's column of sources says of it
record Origin(RecordPlace place, Judgement judgement, Optional<String> group) {
    static Origin of(PreferenceRecord record) {
        return new Origin(record.place(), record.judgement(), record.source());
    }

    /// Of labelled completions, the label says what another record of the same completion contradicts.
    PairIdentity judged(PairIdentity identity) {
        return judgement instanceof Judgement.Labelled(boolean desirable) ? identity.labelled(desirable) : identity;
    }

    /// Which of so many completions is meant, where only one is used: the labelled one, else the first.
    int single(int completions) {
        return judgement instanceof Judgement.Labelled(boolean desirable) && !desirable ? completions - 1 : 0;
    }

    /// Whether it is a ranking that had no place for completions as good as others.
    boolean leavesOutEquals() {
        return judgement instanceof Judgement.Graded(var _, int equals) && equals > 0;
    }

    /// @throws IllegalStateException where the record has no label
    boolean desirable() {
        if (judgement instanceof Judgement.Labelled(boolean desirable)) {
            return desirable;
        }
        throw new IllegalStateException(place + " has no label");
    }
}
