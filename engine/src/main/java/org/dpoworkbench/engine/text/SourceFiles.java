package org.dpoworkbench.engine.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.data.PreferenceSource;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.data.RecordProblem;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;

/// The data files of a run, parsed, or known from an earlier time.
record SourceFiles(List<Opened> train, List<Opened> heldOut) {
    SourceFiles {
        train = List.copyOf(train);
        heldOut = List.copyOf(heldOut);
    }

    /// A file of which something is known.
    sealed interface Opened {
        List<RecordProblem> refused();

        int records();

        /// Whether any of its records can be used.
        boolean isReadable();

        boolean hasConversations();
    }

    /// A file whose tokens are there already.
    record Known(LoadedSource loaded) implements Opened {
        @Override
        public List<RecordProblem> refused() {
            return loaded.facts().refused();
        }

        @Override
        public int records() {
            return 0;
        }

        @Override
        public boolean isReadable() {
            return loaded.facts().readable() > 0;
        }

        @Override
        public boolean hasConversations() {
            return loaded.facts().conversations();
        }
    }

    /// A file whose tokens are to be made.
    ///
    /// @param keepIn where they are kept
    record Read(PreferenceSource source, Optional<Path> keepIn) implements Opened {
        @Override
        public List<RecordProblem> refused() {
            return source.refused();
        }

        @Override
        public int records() {
            return source.size();
        }

        @Override
        public boolean isReadable() {
            return source.size() > 0;
        }

        @Override
        public boolean hasConversations() {
            return source.hasConversations();
        }
    }

    /// Reads the files.
    ///
    /// @throws UserError with every file that cannot be read or holds nothing
    static SourceFiles read(
            DataConfig config,
            List<Path> heldOut,
            RecordKind kind,
            TextModel model,
            Optional<TokenCache> cache,
            Progress progress) {
        int train = config.data().size();
        int total = train + heldOut.size();
        List<String> problems = new ArrayList<>();
        List<Opened> opened = new ArrayList<>();
        for (Path file : Stream.concat(config.data().stream(), heldOut.stream()).toList()) {
            progress.at("Reading data files", opened.size(), total);
            try {
                Optional<Path> keepIn = cache.flatMap(tokens -> tokens.file(file));
                Optional<LoadedSource> known = keepIn.flatMap(KeptFile::read);
                opened.add(
                        known.isPresent()
                                ? new Known(known.get())
                                : new Read(read(file, config, kind, model, problems), keepIn));
            } catch (UserError e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return new SourceFiles(opened.subList(0, train), opened.subList(train, total));
    }

    private static PreferenceSource read(
            Path file, DataConfig config, RecordKind kind, TextModel model, List<String> problems) {
        PreferenceSource source = PreferenceSource.read(
                file, kind, config.columns(), model.limits().vocabularySize());
        if (source.rows() == 0) {
            problems.add(file + " is empty: it holds no records.");
        }
        return source;
    }

    List<RecordProblem> refused() {
        return all().flatMap(source -> source.refused().stream()).toList();
    }

    /// Records whose tokens are to be made.
    long records() {
        return all().mapToLong(Opened::records).sum();
    }

    Stream<Opened> all() {
        return Stream.concat(train.stream(), heldOut.stream());
    }
}
