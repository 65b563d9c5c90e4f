package org.dpoworkbench.app.window.runs;

/// What one part of the place asks of another. Set once, while the place is built.
final class RunWishes {
    private Runnable rename = () -> {};
    private Runnable details = () -> {};

    void onRename(Runnable action) {
        rename = action;
    }

    void onDetails(Runnable action) {
        details = action;
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
