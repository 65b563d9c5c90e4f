package org.dpoworkbench.engine.text;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.Judgement;
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
/// @param content  absent where it cannot be read
/// @param splitter how its source's prompts are found
public record InspectedRecord(
        RecordPlace place,
        Fate fate,
        Optional<PairIdentity> identity,
        Optional<Lengths> lengths,
        Set<Finding> findings,
        Optional<Content> content,
        PromptSplitter splitter) {

    /// What a readable record says. Its texts are read again each time they are asked for where the file is large.
    ///
    /// @param completions how many there are
    /// @param atHand      whether the texts are in memory, so that nothing has to be read for them
    public record Content(Judgement judgement, int completions, boolean atHand, Supplier<PreferenceRecord> record) {}

    /// The record itself; absent where it cannot be read.
    public Optional<PreferenceRecord> record() {
        return content.map(readable -> readable.record().get());
    }

    /// Made anew with each call, because a table of many pairs looks at few of them.
    public Optional<PairTexts> texts() {
        return record().map(readable -> PairTexts.of(readable, splitter));
    }

    /// Whether a run sees it, in training or held out.
    public boolean isUsed() {
        return fate instanceof Fate.Trained || fate instanceof Fate.HeldOut;
    }
}
