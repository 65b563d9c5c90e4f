package org.dpoworkbench.app.window.model.foreign;

import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.app.window.model.run.GuestRun;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.guest.GuestKind;
import org.dpoworkbench.engine.guest.GuestList;
import org.dpoworkbench.engine.guest.GuestReader;
import org.dpoworkbench.engine.guest.GuestRuns;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.ui.Messages;

/// A run of another program, opened when it is first asked for, so that one whose files are gone is listed
/// and says so, and is read again once they are back.
final class RememberedGuest implements GuestRun {
    private final GuestList.Guest guest;
    private final Path path;
    private Optional<GuestReader> reader;

    /// @param folder the project's
    /// @param reader where it is open already
    RememberedGuest(Path folder, GuestList.Guest guest, Optional<GuestReader> reader) {
        this.guest = guest;
        this.path = guest.in(folder);
        this.reader = reader;
    }

    @Override
    public String id() {
        return guest.id();
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public String origin() {
        return origin(guest.kind());
    }

    private static String origin(GuestKind kind) {
        return switch (kind) {
            case TRAINER_STATE -> Messages.text("foreign.origin.trainer");
            case TENSORBOARD -> Messages.text("foreign.origin.tensorboard");
            case CSV -> Messages.text("foreign.origin.csv");
        };
    }

    /// What cannot be looked at is asked for [#curves], which tells why.
    @Override
    public boolean changed() {
        try {
            return reader.isEmpty() || reader.get().changed();
        } catch (UserError _) {
            return true;
        }
    }

    @Override
    public RunCurves curves() {
        if (reader.isEmpty()) {
            reader = Optional.of(GuestRuns.open(path));
        }
        return reader.get().curves();
    }
}
