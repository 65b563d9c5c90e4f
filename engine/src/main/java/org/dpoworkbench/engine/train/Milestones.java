package org.dpoworkbench.engine.train;

/// Steps after which something happens, from a setting that is a number of steps or, below 1, a share of all.
public record Milestones(int every) {

    /// From a setting of the configuration.
    ///
    /// @param setting 0: never; below 1: a share of all steps, rounded up as transformers does; else so many steps
    public static Milestones of(double setting, int totalSteps) {
        if (setting == 0) {
            return new Milestones(0);
        }
        return new Milestones((int) Math.max(1, Math.ceil(setting < 1 ? setting * totalSteps : setting)));
    }

    /// Whether it happens now.
    ///
    /// @param done steps done
    public boolean at(int done) {
        return every > 0 && done % every == 0;
    }
}
