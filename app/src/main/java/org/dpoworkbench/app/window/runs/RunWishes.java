package org.dpoworkbench.app.window.runs;

/// What one part of the place asks of another. Set once, while the place is built.
final class RunWishes {
    private Runnable rename = () -> {};
    private Runnable details = () -> {};
    private Runnable log = () -> {};
    private Runnable tags = () -> {};

    void onRename(Runnable action) {
        rename = action;
    }

    void onDetails(Runnable action) {
        details = action;
    }

    void onTags(Runnable action) {
        tags = action;
    }

    /// Lets the user write the selected runs' tags.
    void tags() {
        tags.run();
    }

    void onLog(Runnable action) {
        log = action;
    }

    /// Shows the selected run's log.
    void log() {
        log.run();
    }

    /// Lets the user name the selected run.
    void rename() {
        rename.run();
    }

    /// Moves the focus to the selected run's details.
    void details() {
        details.run();
    }
}
