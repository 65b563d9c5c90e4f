package org.dpoworkbench.engine.text;

import java.util.Optional;
import java.util.Set;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.LengthStatistics.Lengths;
import org.dpoworkbench.engine.data.PairIdentity;
import org.dpoworkbench.engine.data.PairTexts;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.data.PromptSplitter;
import org.dpoworkbench.engine.data.RecordPlace;

/// One record of a preference file and what a run makes of it.
///
/// @param identity absent where the record did not get as far as being a pair
/// @param lengths  in tokens, before any cut; absent as the identity is
/// @param record   absent where it cannot be read
/// @param splitter how its source's prompts are found
public record InspectedRecord(
        RecordPlace place,
        Fate fate,
        Optional<PairIdentity> identity,
        Optional<Lengths> lengths,
        Set<Finding> findings,
        Optional<PreferenceRecord> record,
        PromptSplitter splitter) {

    /// Made anew with each call, because a table of many pairs looks at few of them.
    public Optional<PairTexts> texts() {
        return record.map(readable -> PairTexts.of(readable, splitter));
    }

    /// Whether a run sees it, in training or held out.
    public boolean isUsed() {
        return fate instanceof Fate.Trained || fate instanceof Fate.HeldOut;
    }
}
