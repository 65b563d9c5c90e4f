package org.dpoworkbench.app.window.model.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.ui.Messages;

/// Reads run folders into the lines of the list. Not safe for several threads.
final class RunReader {
    private final RunSource source;
    private Map<RunFolder, Settled> settled = Map.of();

    RunReader(RunSource source) {
        this.source = source;
    }

    /// A run whose worker has ended: its folder is asked again only when a file of it changes.
    private record Settled(Stamp journal, Stamp config, RunConfig read, RunSource.Standing standing) {
        boolean still(RunFolder run) throws IOException {
            return Files.notExists(run.lease())
                    && journal.equals(Stamp.of(run.journal()))
                    && config.equals(Stamp.of(run.config()));
        }
    }

    private record Stamp(long bytes, FileTime modified) {
        static final Stamp NO_FILE = new Stamp(-1, FileTime.fromMillis(0));

        static Stamp of(Path file) throws IOException {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(now.size(), now.lastModifiedTime());
            } catch (NoSuchFileException e) {
                return NO_FILE;
            }
        }
    }

    /// Never fails for what is in the folders: a run that cannot be read says so in its reading.
    List<RunReading> read(List<RunFolder> runs) {
        Map<RunFolder, Settled> ended = new HashMap<>();
        List<RunReading> readings = runs.stream().map(run -> read(run, ended)).toList();
        settled = ended;
        return readings;
    }

    private RunReading read(RunFolder run, Map<RunFolder, Settled> ended) {
        Optional<RunConfig> config = Optional.empty();
        try {
            Settled now = settled.get(run);
            if (now == null || !now.still(run)) {
                Stamp journal = Stamp.of(run.journal());
                Stamp file = Stamp.of(run.config());
                config = Optional.of(RunConfigFile.read(run.config()));
                now = new Settled(journal, file, config.get(), source.standing(run));
            }
            if (now.standing().state().ended()) {
                ended.put(run, now);
            }
            return new RunReading.Told(run, now.read(), now.standing(), source.figures(run));
        } catch (UserError e) {
            return new RunReading.Unreadable(run, config, e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            return new RunReading.Unreadable(run, config, Messages.text("run.unreadable", e));
        }
    }
}
