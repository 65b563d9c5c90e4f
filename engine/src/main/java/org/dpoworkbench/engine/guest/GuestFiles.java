package org.dpoworkbench.engine.guest;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.dpoworkbench.engine.problem.UserError;

/// What is said of files that another program may move or delete at any time.
final class GuestFiles {
    private GuestFiles() {}

    static UserError unreadable(Path path, IOException e) {
        return e instanceof NoSuchFileException || e instanceof NotDirectoryException
                ? gone(path, e)
                : new UserError("%s cannot be read: %s. It is tried again.".formatted(path, e.getMessage()), e);
    }

    private static UserError gone(Path path, IOException e) {
        return new UserError(
                ("The files of this run are not there any more: %s is missing. Put them back under %s, or take the run"
                                + " off the list.")
                        .formatted(e.getMessage(), path),
                e);
    }
}
