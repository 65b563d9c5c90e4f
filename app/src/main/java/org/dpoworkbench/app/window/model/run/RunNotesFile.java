package org.dpoworkbench.app.window.model.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `workbench.json` in the project's folder. What cannot be understood in it is left out: nothing of it is
/// worth an error. A file of a newer version is read as far as it goes and never replaced.
public final class RunNotesFile {
    private static final Logger LOG = LoggerFactory.getLogger(RunNotesFile.class);
    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Consumer<UserError> failed;
    private boolean writable;
    private RunNotes written = RunNotes.NONE;

    /// @param readOnly nothing is written: another window has the project
    /// @param failed   hears on any thread of what could not be written
    public RunNotesFile(Path project, boolean readOnly, Consumer<UserError> failed) {
        this.file = project.resolve("workbench.json");
        this.writable = !readOnly;
        this.failed = failed;
    }

    synchronized RunNotes read() {
        try {
            JsonNode root = JSON.readTree(Files.readString(file));
            if (root.path("version").asInt(0) > VERSION) {
                writable = false;
            }
            written = notes(root);
        } catch (NoSuchFileException e) {
            written = RunNotes.NONE;
        } catch (IOException | JacksonException e) {
            LOG.warn("{} is set aside: {}", file, e.getMessage());
            written = RunNotes.NONE;
            setAside();
        }
        return written;
    }

    /// What cannot be read may be mended by hand, so it is not written over.
    private void setAside() {
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + ".unread"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} stays as it is: {}", file, e.getMessage());
            writable = false;
        }
    }

    /// Replaces the file where it says something else.
    synchronized void write(RunNotes notes) {
        if (!writable || notes.equals(written)) {
            return;
        }
        try {
            AtomicFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json(notes)));
            written = notes;
        } catch (IOException e) {
            failed.accept(new UserError(
                    ("%s cannot be written, so names, tags, colours and open eyes of the runs are forgotten when the"
                                    + " window closes: %s. Is the disk full, the folder read-only?")
                            .formatted(file, e.getMessage()),
                    e));
        }
    }

    private static RunNotes notes(JsonNode root) {
        Map<String, RunNote> runs = new HashMap<>();
        root.path("runs").properties().forEach(run -> runs.put(run.getKey(), note(run.getValue())));
        return new RunNotes(text(root.path("baseline")), runs);
    }

    private static RunNote note(JsonNode run) {
        var tags = new TreeSet<String>();
        for (JsonNode tag : run.path("tags")) {
            text(tag).ifPresent(tags::add);
        }
        JsonNode look = run.path("look");
        JsonNode shown = run.path("shown");
        return new RunNote(
                text(run.path("name")).orElse(""),
                tags,
                look.isInt() && look.intValue() >= 0 ? OptionalInt.of(look.intValue()) : OptionalInt.empty(),
                shown.isBoolean() ? Optional.of(shown.booleanValue()) : Optional.empty());
    }

    private static Optional<String> text(JsonNode value) {
        return value.isString() && !value.stringValue().isBlank() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    private static ObjectNode json(RunNotes notes) {
        ObjectNode root = JSON.createObjectNode().put("version", VERSION);
        notes.baseline().ifPresent(baseline -> root.put("baseline", baseline));
        ObjectNode runs = root.putObject("runs");
        new TreeMap<>(notes.runs()).forEach((id, note) -> {
            ObjectNode run = runs.putObject(id);
            if (!note.name().isBlank()) {
                run.put("name", note.name());
            }
            if (!note.tags().isEmpty()) {
                ArrayNode tags = run.putArray("tags");
                note.tags().forEach(tags::add);
            }
            note.look().ifPresent(look -> run.put("look", look));
            note.shown().ifPresent(shown -> run.put("shown", shown));
        });
        return root;
    }
}
