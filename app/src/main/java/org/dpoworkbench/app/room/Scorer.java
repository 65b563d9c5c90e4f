package org.dpoworkbench.app.room;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.config.ModelSource;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.score.ImplicitReward;

/// Implicit rewards of completions.
public interface Scorer {
    /// Hands over every record of the files, in their order.
    void score(Request request, Consumer<Scored> records, Progress progress);

    /// Which completions by whose reward.
    record Request(ModelSource model, ModelSource reference, double beta, DataConfig data, DeviceConfig device) {}

    /// A record's completions.
    ///
    /// @param source the file
    /// @param line   line, element or row in it, from 1
    /// @param dropped why nothing of it is scored; there are no completions then
    record Scored(String source, long line, String prompt, List<Completion> completions, Optional<Unscored> dropped) {}

    /// @param completions how many the record has; 0 where it cannot be read, absent where that was not counted
    record Unscored(String reason, Optional<Integer> completions) {}

    /// @param cut whether the length limit cut it
    record Completion(String text, ImplicitReward reward, boolean cut) {}
}
