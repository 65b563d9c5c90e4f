package org.dpoworkbench.app.cli.print;

import java.util.List;
import org.dpoworkbench.app.room.RunEnd;
import org.dpoworkbench.engine.run.RunFolder;

/// Tells a run's end, and what can be done next.
record EndLines(Console console, RunFolder folder) {
    private static final int LOG_LINES = 20;

    void tell(RunEnd end) {
        switch (end.state()) {
            case FINISHED -> console.say("Finished: " + folder.path());
            case STOPPED ->
                console.say("Stopped on request" + (hasCheckpoint() ? ", with a checkpoint" : " before its first step")
                        + ". To continue: dpo train --resume --output " + folder.path());
            case FAILED -> console.error("The run failed: " + end.failure().orElse("see " + folder.log()));
            case CRASHED -> crashed(end);
            case QUEUED, STARTING, RUNNING, PAUSED ->
                console.say("The run goes on, no longer followed. To follow it again: dpo attach " + folder.path());
        }
    }

    private boolean hasCheckpoint() {
        String[] kept = folder.checkpoints().toFile().list();
        return kept != null && kept.length > 0;
    }

    private void crashed(RunEnd end) {
        console.error(end.failure().orElse("The worker crashed: it ended without a word."));
        // The frames of a stack trace stay in the log: they help whoever opens it.
        List<String> log = end.lastLog().stream()
                .filter(line -> !line.stripLeading().startsWith("at "))
                .toList();
        if (!log.isEmpty()) {
            console.say("The last lines of " + folder.log() + ":");
            log.subList(Math.max(0, log.size() - LOG_LINES), log.size()).forEach(line -> console.say("  | " + line));
        }
    }
}
