package org.dpoworkbench.engine.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.PathText;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.AtomicFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The runs of other programs that a project remembers, in `guests.json` in its folder.
///
/// @param version of this layout
/// @param runs    in the order in which they were added, each place and each id once
public record GuestList(int version, List<Guest> runs) {
    public static final GuestList EMPTY = new GuestList(1, List.of());

    private static final String FILE = "guests.json";
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(PathText.module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /// A run that is remembered.
    ///
    /// @param id   its name when it was added, with a number where another one had it; it stays
    /// @param path relative to the project's folder where it lies in it, else absolute
    /// @param kind what it was when it was added
    public record Guest(String id, Path path, GuestKind kind) {
        /// Where it lies.
        public Path in(Path folder) {
            return folder.resolve(path).normalize();
        }
    }

    public GuestList {
        runs = List.copyOf(runs);
    }

    /// What the project remembers; nothing where it has no such file.
    ///
    /// @param folder the project's
    /// @throws UserError where the file is damaged or of a newer version
    public static GuestList read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            GuestList list = JSON.readValue(Files.readAllBytes(file), GuestList.class);
            if (list.version() > EMPTY.version()) {
                throw new UserError(
                        file + " was written by a newer version of this program. Open the project with that one.");
            }
            return list;
        } catch (NoSuchFileException _) {
            return EMPTY;
        } catch (JacksonException e) {
            throw new UserError(
                    ("%s is no list of other programs' runs: %s. Mend it, or delete it and add the runs again; their own"
                                    + " files are untouched.")
                            .formatted(file, e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new UserError("%s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }

    /// @throws UserError where it cannot be written
    public void write(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            AtomicFile.write(file, JSON.writeValueAsBytes(this));
        } catch (IOException e) {
            throw new UserError(
                    "%s cannot be written: %s. Is the disk full, the folder read-only?".formatted(file, e.getMessage()),
                    e);
        }
    }

    /// The list with this run at its end; the same list where it holds the run's place already.
    ///
    /// @param folder the project's
    /// @param taken  ids that the project's own runs have
    public GuestList with(Path folder, GuestReader run, Set<String> taken) {
        if (at(folder, run.path()).isPresent()) {
            return this;
        }
        Set<String> ids = new HashSet<>(taken);
        runs.forEach(guest -> ids.add(guest.id()));
        String id = Stream.iterate(1, n -> n + 1)
                .map(n -> n == 1 ? run.name() : run.name() + " " + n)
                .filter(name -> !ids.contains(name))
                .findFirst()
                .orElseThrow();
        List<Guest> now = new ArrayList<>(runs);
        now.add(new Guest(id, remembered(folder, run.path()), run.kind()));
        return new GuestList(version, now);
    }

    /// The guest whose files lie at this place.
    public Optional<Guest> at(Path folder, Path place) {
        Path path = remembered(folder, place);
        return runs.stream().filter(guest -> guest.path().equals(path)).findFirst();
    }

    public GuestList without(String id) {
        return new GuestList(
                version, runs.stream().filter(guest -> !guest.id().equals(id)).toList());
    }

    private static Path remembered(Path folder, Path place) {
        Path absolute = place.toAbsolutePath().normalize();
        boolean inside = absolute.startsWith(folder) && !absolute.equals(folder);
        return inside ? folder.relativize(absolute) : absolute;
    }
}
