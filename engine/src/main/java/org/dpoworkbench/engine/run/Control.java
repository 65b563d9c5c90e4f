package org.dpoworkbench.engine.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.UUID;
import org.dpoworkbench.engine.problem.UserError;

/// A supervisor's side of the file `control`: one request, replaced by the next.
///
/// The worker acknowledges in its journal: `state` names the request's id; a checkpoint is acknowledged by its
/// `checkpoint` line.
public final class Control {
    private Control() {}

    /// Asks the folder's worker; it notices between two steps.
    ///
    /// @return the request's id
    public static String request(RunFolder folder, ControlRequest.Kind kind) {
        String id = UUID.randomUUID().toString();
        try {
            AtomicFile.write(folder.control(), RunJson.compact(new ControlRequest(id, kind)));
        } catch (IOException e) {
            throw new UserError(
                    ("The worker cannot be asked to %s, as %s cannot be written: %s."
                                    + " Make room, or send its process SIGTERM, which stops it with a checkpoint.")
                            .formatted(kind.text(), folder.control(), e.getMessage()),
                    e);
        }
        return id;
    }

    /// Forgets a request that an earlier worker left; called before a worker is launched.
    public static void clear(RunFolder folder) throws IOException {
        Files.deleteIfExists(folder.control());
    }
}
