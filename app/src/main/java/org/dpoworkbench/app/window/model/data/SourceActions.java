package org.dpoworkbench.app.window.model.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dpoworkbench.app.window.model.Desk;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.data.RecordPreview;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.DataSource;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.ui.Messages;

/// Adds, changes and removes the project's preference files. Files stay where they are unless they are
/// copied.
public final class SourceActions {
    private final Workbench workbench;
    private final DataModel data;

    SourceActions(Workbench workbench, DataModel data) {
        this.workbench = workbench;
        this.data = data;
    }

    /// Asks for files and adds them.
    public void addFiles() {
        List<Path> files = workbench
                .desk()
                .openFiles(
                        Messages.text("data.add.title"),
                        Optional.of(workbench.project().preferences()),
                        new Desk.FileKind(
                                Messages.text("data.add.kind"),
                                List.of(
                                        "*.jsonl",
                                        "*.json",
                                        "*.ndjson",
                                        "*.parquet",
                                        "*.csv",
                                        "*.tsv",
                                        "*.gz",
                                        "*.zst")),
                        new Desk.FileKind(Messages.text("data.add.any"), List.of("*.*", "*")));
        if (!files.isEmpty()) {
            add(files);
        }
    }

    /// Asks for a folder and adds the preference files in it.
    public void addFolder() {
        workbench
                .desk()
                .openFolder(
                        Messages.text("data.add.folder"),
                        Optional.of(workbench.project().preferences()))
                .ifPresent(folder -> add(List.of(folder)));
    }

    /// Adds what is typed: a file, a folder, a split of it (`folder#train`), or a pattern such as `data/*.jsonl`.
    public void addPath(String typed) {
        String text = typed.strip();
        if (!text.isEmpty()) {
            try {
                add(List.of(workbench.folder().resolve(text)));
            } catch (InvalidPathException e) {
                workbench.notices().error(new UserError("\"%s\" is no path: %s.".formatted(text, e.getReason()), e));
            }
        }
    }

    /// Asks for a benchmark's file and holds the records against it.
    public void chooseBenchmark() {
        workbench
                .desk()
                .openFiles(
                        Messages.text("data.benchmark.title"),
                        Optional.of(workbench.folder()),
                        new Desk.FileKind(Messages.text("data.add.any"), List.of("*.*", "*")))
                .stream()
                .findFirst()
                .ifPresent(file -> data.benchmarkProperty().set(Optional.of(file)));
    }

    /// Asks for a model folder and adds it to the project.
    public void addModel() {
        Project project = workbench.project();
        workbench
                .desk()
                .openFolder(Messages.text("data.model.title"), Optional.of(project.models()))
                .map(folder -> SourceFinder.inProject(project, folder))
                .ifPresent(folder -> data.change(
                        Messages.text("data.model.add"),
                        settings -> settings.withModels(Stream.concat(settings.models().stream(), Stream.of(folder))
                                .distinct()
                                .toList())));
    }

    /// Adds the sample project's pairs and, where the project has no model yet, its model.
    public void addSample() {
        inBackground(() -> workbench.rooms().sampleProjects().demo().getFirst().config(), sample -> {
            if (workbench.project().settings().models().isEmpty()) {
                data.change(
                        Messages.text("data.model.add"),
                        settings -> settings.withModels(List.of(sample.model().model())));
            }
            add(Stream.concat(sample.data().data().stream(), sample.data().evalData().stream())
                    .toList());
        });
    }

    /// Adds files, and folders with the preference files in them.
    public void add(List<Path> paths) {
        Project project = workbench.project();
        workbench
                .jobs()
                .start(
                        Messages.text("data.adding"),
                        progress -> SourceFinder.find(project, paths, progress),
                        this::addSources,
                        workbench.notices()::error);
    }

    private void addSources(List<DataSource> found) {
        List<DataSource> present = workbench.project().settings().data();
        List<DataSource> fresh = found.stream()
                .filter(source ->
                        present.stream().noneMatch(known -> known.path().equals(source.path())))
                .toList();
        if (fresh.size() < found.size()) {
            workbench.notices().information(Messages.text("data.add.known", found.size() - fresh.size()));
        }
        if (!fresh.isEmpty()) {
            data.change(Messages.text("data.undo.add", fresh.size()), settings -> {
                List<DataSource> all = new ArrayList<>(settings.data());
                all.addAll(fresh);
                return settings.withData(all);
            });
        }
    }

    /// Takes the file out of the project; it stays on the disk.
    public void remove(DataSource source) {
        data.change(
                Messages.text("data.undo.remove", source.path().getFileName()),
                settings -> settings.withData(settings.data().stream()
                        .filter(other -> !other.equals(source))
                        .toList()));
    }

    public void changeRole(DataSource source, DataSource.Role role) {
        replace(
                source,
                Messages.text("data.undo.role"),
                s -> new DataSource(
                        s.path(),
                        role,
                        role == DataSource.Role.HELD_OUT ? s.set() : Optional.empty(),
                        s.columns(),
                        s.promptExtraction(),
                        s.sha256()));
    }

    public void changeReading(DataSource source, ColumnMapping columns, Optional<PromptExtraction> extraction) {
        replace(
                source,
                Messages.text("data.undo.fields"),
                s -> new DataSource(s.path(), s.role(), s.set(), columns, extraction, s.sha256()));
    }

    /// The file as it is now is what it should be.
    public void acceptChange(SourceLine line) {
        inBackground(
                () -> SourceFinder.hash(line.file()),
                hash -> replace(
                        line.source(),
                        Messages.text("data.undo.accept"),
                        s -> new DataSource(s.path(), s.role(), s.set(), s.columns(), s.promptExtraction(), hash)));
    }

    /// Copies the file into the project and uses the copy.
    public void copyIntoProject(SourceLine line) {
        Project project = workbench.project();
        inBackground(
                () -> copy(line.file(), project),
                copy -> replace(
                        line.source(),
                        Messages.text("data.undo.copy"),
                        s -> new DataSource(
                                SourceFinder.inProject(project, copy),
                                s.role(),
                                s.set(),
                                s.columns(),
                                s.promptExtraction(),
                                s.sha256())));
    }

    /// Whether it is one file, and not in the project yet.
    public boolean canCopy(SourceLine line) {
        return !line.file().startsWith(workbench.folder()) && Files.isRegularFile(line.file());
    }

    /// The file's first record, told on the ui executor; absent where none can be read.
    public void preview(SourceLine line, Consumer<Optional<RecordPreview>> told) {
        inBackground(() -> RecordPreview.of(line.file()), told);
    }

    private void replace(DataSource source, String name, UnaryOperator<DataSource> change) {
        data.change(
                name,
                settings -> settings.withData(settings.data().stream()
                        .map(other -> other.equals(source) ? change.apply(other) : other)
                        .collect(Collectors.toList())));
    }

    private <T> void inBackground(Supplier<T> work, Consumer<T> done) {
        workbench.background().execute(() -> {
            try {
                T result = work.get();
                workbench.ui().execute(() -> done.accept(result));
            } catch (UserError e) {
                workbench.ui().execute(() -> workbench.notices().error(e));
            }
        });
    }

    private static Path copy(Path file, Project project) {
        Path to = project.preferences().resolve(file.getFileName());
        try {
            Files.createDirectories(project.preferences());
            return Files.copy(file, to);
        } catch (IOException e) {
            throw new UserError(
                    "%s cannot be copied to %s: %s. Is a file of this name there already, the disk full?"
                            .formatted(file, to, e.getMessage()),
                    e);
        }
    }
}
