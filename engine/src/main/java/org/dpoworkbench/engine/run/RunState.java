package org.dpoworkbench.engine.run;

/// Where a run stands. `RUNNING` is never said without a fresh heartbeat.
public enum RunState {
    QUEUED,
    STARTING,
    RUNNING,
    PAUSED,
    /// All steps done.
    FINISHED,
    /// Stopped on request, with a checkpoint.
    STOPPED,
    /// The worker found a reason to end and told it.
    FAILED,
    /// The worker is gone without a word.
    CRASHED;

    public boolean ended() {
        return switch (this) {
            case FINISHED, STOPPED, FAILED, CRASHED -> true;
            case QUEUED, STARTING, RUNNING, PAUSED -> false;
        };
    }
}
