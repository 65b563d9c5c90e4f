package org.dpoworkbench.engine.sample;

import java.util.Optional;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.Project;

/// A reward that is known to be true, by which a run's samples are judged: the metric `reward/true` is its mean over
/// them.
///
/// A project declares one by its name, in the field `reward` at the top of `project.yaml`:
/// ```yaml
/// reward: controlled-sentiment
/// ```
@FunctionalInterface
public interface SampleReward {

    /// How good `completion` is as a continuation of `prompt`; any text has a value, also an ungrammatical one.
    double of(String prompt, String completion);

    /// The reward of that name.
    ///
    /// @throws UserError that lists the names that there are
    static SampleReward named(String name) {
        if (name.equals(TrueReward.NAME)) {
            return TrueReward.load();
        }
        throw new UserError("The reward \"" + name + "\" is not known; known is: " + TrueReward.NAME
                + ". Without the field \"reward\" in project.yaml, samples are shown without one.");
    }

    /// The reward that the project declares, if any.
    ///
    /// @throws UserError where it names one that is not known
    static Optional<SampleReward> declaredBy(Project project) {
        return project.settings().reward().map(SampleReward::named);
    }
}
