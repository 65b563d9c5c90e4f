package org.dpoworkbench.engine.sample;

import org.dpoworkbench.engine.problem.UserError;

/// A reward that a project knows to be true, by which samples are judged. A project declares one in `project.yaml`, in
/// the field `reward`; `reward/true` in the journal is its mean over the samples.
@FunctionalInterface
public interface SampleReward {

    /// How good `completion` is as a continuation of `prompt`; any text has a value, also an ungrammatical one.
    double of(String prompt, String completion);

    /// The reward that `project.yaml` declares under this name.
    ///
    /// @throws UserError that lists the names that there are
    static SampleReward named(String name) {
        if (name.equals(TrueReward.NAME)) {
            return TrueReward.load();
        }
        throw new UserError("project.yaml: reward is \"" + name + "\", which is none of: " + TrueReward.NAME
                + ". Without the field, samples are shown without a true reward.");
    }
}
