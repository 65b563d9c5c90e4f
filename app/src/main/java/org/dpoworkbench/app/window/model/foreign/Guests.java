package org.dpoworkbench.app.window.model.foreign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import org.dpoworkbench.app.window.model.Command;
import org.dpoworkbench.app.window.model.Desk;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.guest.GuestList;
import org.dpoworkbench.engine.guest.GuestReader;
import org.dpoworkbench.engine.guest.GuestRuns;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.ui.Messages;

/// The open project's runs of other programs: they stand in its list of runs and are remembered in its
/// folder. Their files are only read. Used on the ui executor.
public final class Guests {
    private static final List<String> EVENTS = List.of("*tfevents*");
    private static final List<String> TABLES = List.of("*.csv", "*.tsv", "*.txt");
    private static final List<String> STATES = List.of("trainer_state.json");

    private final Workbench workbench;
    private final Command addFolder;
    private final Command addFiles;
    private final Command remove;
    private final Object writing = new Object();
    private volatile GuestList list = GuestList.EMPTY;
    private volatile boolean readable = true;
    private boolean reading;
    private final List<GuestReader> early = new ArrayList<>();

    public Guests(Workbench workbench) {
        this.workbench = workbench;
        this.addFolder = Command.of(Messages.text("foreign.add.folder"), "", this::chooseFolder);
        this.addFiles = Command.of(Messages.text("foreign.add.files"), "", this::chooseFiles);
        this.remove = new Command(
                Messages.text("foreign.remove"),
                "",
                () -> selected().isPresent(),
                () -> selected().ifPresent(run -> remove(List.of(run))));
    }

    /// Asks for a folder and adds the run in it.
    public Command addFolder() {
        return addFolder;
    }

    /// Asks for files and adds their runs.
    public Command addFiles() {
        return addFiles;
    }

    /// Takes the selected run off the list, if it is another program's; its files stay.
    public Command remove() {
        return remove;
    }

    /// Lists what the project remembers and registers the commands; once, when the project is opened.
    public void load() {
        workbench.commands().addAll(addFolder, addFiles, remove);
        Path folder = workbench.folder();
        reading = true;
        workbench
                .jobs()
                .start(
                        Messages.text("foreign.reading"),
                        _ -> GuestList.read(folder),
                        this::show,
                        error -> {
                            readable = false; // what cannot be read is not written over
                            workbench.notices().error(error);
                            takeEarly();
                        },
                        () -> {
                            readable = false; // what was not read is not written over either
                            takeEarly();
                        });
    }

    private void show(GuestList remembered) {
        list = remembered;
        remembered.runs().forEach(guest -> show(guest, Optional.empty()));
        takeEarly();
    }

    /// Lists what was added before it was known what the project remembers.
    private void takeEarly() {
        reading = false;
        List<GuestReader> added = List.copyOf(early);
        early.clear();
        added.forEach(this::take);
    }

    private void show(GuestList.Guest guest, Optional<GuestReader> reader) {
        RunItem item = workbench.runs().addGuest(new RememberedGuest(workbench.folder(), guest, reader));
        whenListed(() -> {
            if (item.nameProperty().get().isBlank()) {
                item.nameProperty().set(guest.id()); // legends tell runs apart by it
            }
        });
    }

    /// What the user has called a run is known once the list has been read.
    private void whenListed(Runnable action) {
        if (workbench.runs().loadedProperty().get()) {
            action.run();
            return;
        }
        workbench.runs().loadedProperty().addListener(new InvalidationListener() {
            @Override
            public void invalidated(Observable loaded) {
                loaded.removeListener(this);
                action.run();
            }
        });
    }

    /// Opens files and folders and lists the runs in them; what is none is told.
    public void add(List<Path> paths) {
        workbench
                .jobs()
                .start(
                        Messages.text("foreign.reading"),
                        progress -> {
                            List<Attempt> attempts = new ArrayList<>();
                            for (Path path : paths) {
                                progress.at(path.toString(), attempts.size(), paths.size());
                                attempts.add(Attempt.at(path));
                            }
                            return attempts;
                        },
                        attempts -> attempts.forEach(this::take),
                        workbench.notices()::error);
    }

    private void take(Attempt attempt) {
        switch (attempt) {
            case Attempt.Failed(UserError error) -> workbench.notices().error(error);
            case Attempt.Opened(GuestReader reader) -> {
                if (reading) {
                    early.add(reader);
                } else {
                    take(reader);
                }
            }
        }
    }

    private void take(GuestReader reader) {
        Path folder = workbench.folder();
        Set<String> taken = workbench.runs().runs().stream().map(RunItem::id).collect(Collectors.toSet());
        GuestList now = list.with(folder, reader, taken);
        show(now.at(folder, reader.path()).orElseThrow(), Optional.of(reader));
        remember(now);
    }

    /// Takes runs off the list and forgets them; their files stay, and the notice says where.
    public void remove(List<RunItem> runs) {
        GuestList now = list;
        for (RunItem run : runs) {
            workbench.runs().removeGuest(run.id());
            now = now.without(run.id());
            workbench.notices().information(Messages.text("foreign.removed", run.label(), run.path()));
        }
        remember(now);
    }

    private void remember(GuestList now) {
        if (now.equals(list)) {
            return;
        }
        list = now;
        if (workbench.readOnly() || !readable) {
            workbench.notices().information(Messages.text("foreign.notRemembered"));
            return;
        }
        Path folder = workbench.folder();
        workbench.background().execute(() -> {
            synchronized (writing) { // the newest list, so that a slow earlier write cannot win
                try {
                    list.write(folder);
                } catch (UserError e) {
                    workbench.ui().execute(() -> workbench.notices().error(e));
                }
            }
        });
    }

    private void chooseFolder() {
        workbench
                .desk()
                .openFolder(Messages.text("foreign.choose.folder"), Optional.of(workbench.folder()))
                .ifPresent(folder -> add(List.of(folder)));
    }

    private void chooseFiles() {
        List<String> all = new ArrayList<>(EVENTS);
        all.addAll(TABLES);
        all.addAll(STATES);
        List<Path> files = workbench
                .desk()
                .openFiles(
                        Messages.text("foreign.choose.files"),
                        Optional.of(workbench.folder()),
                        new Desk.FileKind(Messages.text("foreign.kind.all"), all),
                        new Desk.FileKind(Messages.text("foreign.kind.events"), EVENTS),
                        new Desk.FileKind(Messages.text("foreign.kind.tables"), TABLES),
                        new Desk.FileKind(Messages.text("foreign.kind.states"), STATES));
        if (!files.isEmpty()) {
            add(files);
        }
    }

    private Optional<RunItem> selected() {
        return Optional.ofNullable(workbench.runs().selectedProperty().get()).filter(RunItem::isGuest);
    }

    /// What became of a path.
    private sealed interface Attempt {
        record Opened(GuestReader reader) implements Attempt {}

        record Failed(UserError error) implements Attempt {}

        static Attempt at(Path path) {
            try {
                return new Opened(GuestRuns.open(path));
            } catch (UserError e) {
                return new Failed(e);
            }
        }
    }
}
