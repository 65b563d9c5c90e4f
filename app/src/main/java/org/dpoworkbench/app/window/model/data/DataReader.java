package org.dpoworkbench.app.window.model.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.dpoworkbench.engine.config.BuiltInTemplate;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.TemplateChoice;
import org.dpoworkbench.engine.data.BenchmarkFile;
import org.dpoworkbench.engine.data.DataPath;
import org.dpoworkbench.engine.data.DatasetEntry;
import org.dpoworkbench.engine.data.PreferenceSource;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.data.RecordProblem;
import org.dpoworkbench.engine.data.SourceReport;
import org.dpoworkbench.engine.overlap.Benchmark;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.project.DataSource;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.run.FileHash;
import org.dpoworkbench.engine.text.DataAccount;
import org.dpoworkbench.engine.text.DataInspector;
import org.dpoworkbench.engine.text.InspectedSource;
import org.dpoworkbench.engine.text.TextModel;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.worker.RunInputs;
import org.dpoworkbench.ui.Messages;

/// Reads a project's preference files in the background and remembers what has not changed since.
final class DataReader {
    private static final int REFUSED_SHOWN = 4;

    private Optional<Opened> opened = Optional.empty();
    private final Map<Key, InspectedSource> sources = new HashMap<>();
    private final Map<Stamp, String> hashes = new HashMap<>();

    private record Opened(With with, DataConfig config, DataInspector inspector) {}

    /// What files are read with.
    ///
    /// @param kind      what records are read as; absent: what the first training file's are by nature
    /// @param model     folder of the tokenizer
    /// @param template  what makes texts of conversations; absent: as the default configuration says
    /// @param benchmark a file whose texts are looked for
    record With(Optional<RecordKind> kind, Path model, Optional<BuiltInTemplate> template, Optional<Path> benchmark) {}

    /// A file as it is on the disk.
    private record Stamp(Path file, long size, long modifiedMillis) {}

    private record Key(Stamp stamp, ColumnMapping columns, PromptExtraction extraction) {}

    /// Everything that reading found.
    ///
    /// @param account  absent where no file to train on can be read
    /// @param problem why the files that can be read make no data set
    record Found(
            DataInspector inspector,
            List<SourceLine> lines,
            Optional<DataAccount> account,
            List<PairRow> rows,
            Optional<String> problem) {}

    /// Reads what is not known yet.
    ///
    /// @throws UserError where the model or the benchmark cannot be used
    synchronized Found read(Project project, With with, Progress progress) {
        DataInspector inspector = inspector(project, with);
        Map<DataSource, InspectedSource> read = new LinkedHashMap<>();
        Map<DataSource, List<String>> problems = new HashMap<>();
        Set<Key> inUse = new HashSet<>();
        Set<DataSource> changed = new HashSet<>();
        for (DataSource source : project.settings().data()) {
            Path file = project.resolve(source.path());
            try {
                Key key = key(source, file);
                inUse.add(key);
                read.put(source, source(inspector, key, progress));
                if (isChanged(source, key.stamp(), progress)) {
                    changed.add(source);
                }
            } catch (UserError e) {
                // An interrupted reading fails too; a cancelled job ends here instead.
                progress.at("", 0, 0);
                problems.put(source, e.problems());
            }
        }
        sources.keySet().retainAll(inUse);
        progress.at(Messages.text("data.phase.counting"), 0, 0);
        return found(project, inspector, read, problems, changed);
    }

    private Found found(
            Project project,
            DataInspector inspector,
            Map<DataSource, InspectedSource> read,
            Map<DataSource, List<String>> problems,
            Set<DataSource> changed) {
        ProjectSettings settings = project.settings();
        Optional<String> problem = Optional.empty();
        Optional<DataAccount> account = Optional.empty();
        try {
            account = read.isEmpty() ? Optional.empty() : Optional.of(account(settings, inspector, read));
            if (problems.isEmpty() && !read.isEmpty()) {
                settings.dataConfig();
            }
        } catch (UserError e) {
            problem = Optional.of(DataProblem.of(e.getMessage(), project.folder()));
            account = account.or(() -> Optional.of(accountWithoutSplit(inspector, read)));
        }
        Map<String, SourceReport> reports = new HashMap<>();
        account.ifPresent(a -> a.report().sources().forEach(report -> reports.put(report.file(), report)));
        List<RecordProblem> refused = account.map(a -> a.report().refused()).orElse(List.of());
        List<SourceLine> lines = new ArrayList<>();
        for (DataSource source : settings.data()) {
            Path file = project.resolve(source.path());
            lines.add(new SourceLine(
                    source,
                    file,
                    Optional.ofNullable(read.get(source))
                            .map(inspected -> new SourceLine.Read(
                                    inspected.layout(),
                                    inspected.fields(),
                                    Optional.ofNullable(reports.get(inspected.file())),
                                    refused(refused, inspected.file(), project.folder()))),
                    problems.getOrDefault(source, List.of()).stream()
                            .map(text -> DataProblem.of(text, project.folder()))
                            .toList(),
                    changed.contains(source)));
        }
        return new Found(
                inspector, lines, account, account.map(DataReader::rows).orElse(List.of()), problem);
    }

    private static List<String> refused(List<RecordProblem> all, String file, Path project) {
        return all.stream()
                .filter(problem -> problem.place().file().equals(file))
                .limit(REFUSED_SHOWN)
                .map(problem -> problem.place().unit() + " " + problem.place().number() + ": "
                        + DataProblem.of(problem.reason(), project))
                .toList();
    }

    private static DataAccount account(
            ProjectSettings settings, DataInspector inspector, Map<DataSource, InspectedSource> read) {
        ProjectSettings.Split split = settings.splitInForce();
        return inspector.account(
                ofRole(read, DataSource.Role.TRAIN),
                heldOut(read),
                Set.copyOf(settings.exclude()),
                split.heldOut(),
                split.seed(),
                base(settings).maxPairs());
    }

    private static DataAccount accountWithoutSplit(DataInspector inspector, Map<DataSource, InspectedSource> read) {
        return inspector.account(
                ofRole(read, DataSource.Role.TRAIN), heldOut(read), Set.of(), 0, 0, OptionalInt.empty());
    }

    private static List<InspectedSource> ofRole(Map<DataSource, InspectedSource> read, DataSource.Role role) {
        return read.entrySet().stream()
                .filter(entry -> entry.getKey().role() == role)
                .map(Map.Entry::getValue)
                .toList();
    }

    private static List<DataInspector.HeldOut> heldOut(Map<DataSource, InspectedSource> read) {
        return read.entrySet().stream()
                .filter(entry -> entry.getKey().role() == DataSource.Role.HELD_OUT)
                .map(entry -> new DataInspector.HeldOut(
                        entry.getValue(), entry.getKey().set()))
                .toList();
    }

    private static List<PairRow> rows(DataAccount account) {
        Map<String, String> names = new HashMap<>();
        return account.records().stream()
                .map(record -> new PairRow(
                        record,
                        names.computeIfAbsent(
                                record.place().file(),
                                file -> Path.of(file).getFileName().toString())))
                .toList();
    }

    private DataInspector inspector(Project project, With asked) {
        With with = new With(
                Optional.of(asked.kind().orElseGet(() -> natural(project))),
                asked.model(),
                asked.template(),
                asked.benchmark());
        DataConfig config = base(project.settings());
        if (opened.isPresent()
                && opened.get().with().equals(with)
                && opened.get().config().equals(config)) {
            return opened.get().inspector();
        }
        Optional<Benchmark> benchmark = with.benchmark().map(file -> BenchmarkFile.read(List.of(file)));
        ModelFolder folder = ModelFolder.open(with.model());
        TextModel text = TextModel.open(folder.path(), RunInputs.limits(folder.architecture()));
        DataInspector inspector;
        try {
            inspector = new DataInspector(with.kind().orElseThrow(), text, resolved(project, with), benchmark);
        } catch (UserError e) {
            text.close();
            throw e;
        }
        opened.ifPresent(before -> before.inspector().close());
        sources.clear();
        opened = Optional.of(new Opened(with, config, inspector));
        return inspector;
    }

    /// What the first training file's records are. Reading says what is the matter with a file that cannot be opened.
    private static RecordKind natural(Project project) {
        return project.settings().data().stream()
                .filter(source -> source.role() == DataSource.Role.TRAIN)
                .findFirst()
                .map(source -> {
                    try {
                        return PreferenceSource.kindOf(
                                project.resolve(source.path()), source.columns(), Integer.MAX_VALUE);
                    } catch (UserError _) {
                        return RecordKind.PAIRS;
                    }
                })
                .orElse(RecordKind.PAIRS);
    }

    /// What the default configuration says about length, truncation and template.
    private static DataConfig base(ProjectSettings settings) {
        return settings.defaultConfig().map(RunConfig::data).orElseGet(() -> DataConfig.of(List.of(Path.of("none"))));
    }

    private static DataConfig resolved(Project project, With with) {
        DataConfig config = project.settings()
                .defaultConfig()
                .map(usual -> usual.resolvedIn(project.folder()).data())
                .orElseGet(() -> base(project.settings()));
        return with.template()
                .map(template -> config.withChatTemplate(new TemplateChoice.BuiltIn(template)))
                .orElse(config);
    }

    private InspectedSource source(DataInspector inspector, Key key, Progress progress) {
        InspectedSource known = sources.get(key);
        if (known != null) {
            return known;
        }
        InspectedSource read = inspector.read(
                new InspectedSource.Reading(key.stamp().file(), key.columns(), key.extraction()), progress);
        sources.put(key, read);
        return read;
    }

    private boolean isChanged(DataSource source, Stamp stamp, Progress progress) {
        if (source.sha256().isEmpty()) {
            return false;
        }
        String now = hashes.get(stamp);
        if (now == null) {
            progress.at(Messages.text("data.phase.checking", stamp.file().getFileName()), 0, 0);
            try {
                now = FileHash.sha256(stamp.file());
            } catch (IOException e) {
                throw new UserError("%s cannot be read: %s.".formatted(stamp.file(), e.getMessage()), e);
            }
            hashes.put(stamp, now);
        }
        return !now.equals(source.sha256().get());
    }

    private static Key key(DataSource source, Path file) {
        return new Key(stamp(file), source.columns(), source.promptExtraction().orElse(PromptExtraction.AUTO));
    }

    /// Of several files their sizes together and the latest change. What is not there has a stamp too: reading it
    /// says what is the matter.
    private static Stamp stamp(Path path) {
        try {
            long size = 0;
            long modified = 0;
            for (Path file : DataPath.files(path)) {
                size += Files.size(file);
                modified = Math.max(modified, Files.getLastModifiedTime(file).toMillis());
            }
            Optional<DatasetEntry> described = DataPath.entry(path);
            if (described.isPresent()) {
                Path description = described.get().file();
                modified = Math.max(
                        modified, Files.getLastModifiedTime(description).toMillis());
            }
            return new Stamp(path, size, modified);
        } catch (IOException | UserError _) {
            return new Stamp(path, -1, -1);
        }
    }
}
