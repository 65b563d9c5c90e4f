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
        boolean gone = e instanceof NoSuchFileException || e instanceof NotDirectoryException;
        return new UserError(
                gone
                        ? "The files of this run are not there any more: %s is missing. Put them back, or take the run off the list."
                                .formatted(e.getMessage())
                        : "%s cannot be read: %s. It is tried again.".formatted(path, e.getMessage()),
                e);
    }
}
