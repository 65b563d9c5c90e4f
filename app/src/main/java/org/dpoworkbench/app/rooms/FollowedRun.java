package org.dpoworkbench.app.rooms;

import java.util.function.Consumer;
import org.dpoworkbench.app.room.RunEnd;
import org.dpoworkbench.app.room.RunWatch;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.launch.RunFollower;
import org.dpoworkbench.engine.launch.RunOutcome;

/// A run that a follower follows.
record FollowedRun(RunFollower follower) implements RunWatch {
    @Override
    public RunEnd follow(Consumer<Entry> listener) throws InterruptedException {
        RunOutcome outcome = follower.follow(listener);
        return new RunEnd(outcome.state(), outcome.failure(), outcome.lastLog());
    }

    @Override
    public void requestStop() {
        follower.requestStop();
    }

    @Override
    public void detach() {
        follower.detach();
    }
}
