package org.dpoworkbench.app.window.model.figures;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.dpoworkbench.app.figure.FigureCsv;
import org.dpoworkbench.app.figure.FigureExport;
import org.dpoworkbench.app.figure.FigureKind;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.figures.FigureWork.Order;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.AtomicFile;
import org.dpoworkbench.ui.Messages;

/// Takes figures out of the window: into files, onto the clipboard, into a report.
final class FigureSaver {
    private final Workbench workbench;
    private final FigureWork work;
    private final Consumer<String> done;
    private Optional<Path> last = Optional.empty();

    /// @param done hears on ui what was written, in words
    FigureSaver(Workbench workbench, FigureWork work, Consumer<String> done) {
        this.workbench = workbench;
        this.work = work;
        this.done = done;
    }

    /// Asks where to, then writes one file.
    void save(FigureExport export, FigureFormat format, FigureCsv.Content csv) {
        String name = export.figure().name() + format.ending();
        Optional<Path> chosen =
                workbench.desk().saveFile(Messages.text("figures.save.title"), from(), name, format.fileKind());
        chosen.ifPresent(path -> {
            Path file = withEnding(path, format);
            // The chooser asked about the name as it was typed, not with an ending added.
            if (!file.equals(path) && Files.exists(file) && !mayReplace(List.of(file))) {
                return;
            }
            last = Optional.ofNullable(file.getParent());
            start(Messages.text("figures.saving", file.getFileName()), _ -> write(export, format, csv, file), file);
        });
    }

    /// Asks for a folder, then writes every figure that the runs have points for, and the captions.
    void saveAll(Order order, List<FigureKind> kinds, Set<FigureFormat> formats) {
        Set<FigureFormat> wanted = EnumSet.copyOf(formats);
        Optional<Path> chosen = workbench.desk().openFolder(Messages.text("figures.saveAll.title"), from());
        chosen.ifPresent(folder -> {
            List<Path> there = targets(folder, kinds, wanted).stream()
                    .filter(Files::exists)
                    .toList();
            if (there.isEmpty() || mayReplace(there)) {
                last = Optional.of(folder);
                start(
                        Messages.text("figures.savingAll", kinds.size()),
                        progress -> writeAll(order, kinds, wanted, folder, progress),
                        folder);
            }
        });
    }

    /// Asks for a folder, then writes the command line's report there and opens it.
    void report(Order order) {
        Optional<Path> chosen = workbench.desk().openFolder(Messages.text("figures.report.title"), from());
        chosen.ifPresent(folder -> {
            Path pdf = folder.resolve("report.pdf");
            if (Files.exists(pdf) && !mayReplace(List.of(pdf))) {
                return;
            }
            last = Optional.of(folder);
            workbench
                    .jobs()
                    .start(
                            Messages.text("figures.reporting", order.runs().size()),
                            progress -> workbench
                                    .rooms()
                                    .reports()
                                    .write(work.whole(order.runs(), progress), folder, progress),
                            files -> {
                                done.accept(Messages.text("figures.saved", folder));
                                workbench.desk().show(folder.toString());
                            },
                            workbench.notices()::error);
        });
    }

    void copyPicture(FigureExport export) {
        workbench
                .jobs()
                .start(
                        Messages.text("figures.copying"),
                        _ -> export.png(),
                        png -> {
                            workbench.desk().copyPicture(png);
                            done.accept(Messages.text("figures.copied.picture"));
                        },
                        workbench.notices()::error);
    }

    void copySvg(FigureExport export) {
        workbench
                .jobs()
                .start(
                        Messages.text("figures.copying"),
                        _ -> new String(export.svg(), StandardCharsets.UTF_8),
                        svg -> {
                            workbench.desk().copyText(svg);
                            done.accept(Messages.text("figures.copied.svg"));
                        },
                        workbench.notices()::error);
    }

    void copyCaption(FigureExport export) {
        workbench.desk().copyText(export.caption());
        done.accept(Messages.text("figures.copied.caption"));
    }

    @FunctionalInterface
    private interface Write {
        void with(Progress progress) throws IOException;
    }

    private void start(String title, Write write, Path target) {
        workbench
                .jobs()
                .start(
                        title,
                        progress -> {
                            try {
                                write.with(progress);
                            } catch (IOException e) {
                                throw new UserError(Messages.text("figures.cannotWrite", target, e.getMessage()), e);
                            }
                            return target;
                        },
                        file -> done.accept(Messages.text("figures.saved", file)),
                        workbench.notices()::error);
    }

    private static void write(FigureExport export, FigureFormat format, FigureCsv.Content csv, Path file)
            throws IOException {
        switch (format) {
            case PNG -> AtomicFile.write(file, export.png());
            case PDF -> AtomicFile.write(file, export.pdf());
            case SVG -> AtomicFile.write(file, export.svg());
            case CSV -> FigureCsv.write(export, csv, file);
        }
    }

    private void writeAll(
            Order order, List<FigureKind> kinds, Set<FigureFormat> formats, Path folder, Progress progress)
            throws IOException {
        for (int i = 0; i < kinds.size(); i++) {
            progress.at(kinds.get(i).fileName(), i, kinds.size());
            Optional<FigureExport> export = work.figure(order, kinds.get(i));
            if (export.isPresent()) {
                for (FigureFormat format : formats) {
                    write(export.get(), format, order.setup().csv(), target(folder, kinds.get(i), format.ending()));
                }
                AtomicFile.write(
                        target(folder, kinds.get(i), ".txt"),
                        (export.get().caption() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static List<Path> targets(Path folder, List<FigureKind> kinds, Set<FigureFormat> formats) {
        List<Path> all = new ArrayList<>();
        for (FigureKind kind : kinds) {
            formats.forEach(format -> all.add(target(folder, kind, format.ending())));
            all.add(target(folder, kind, ".txt"));
        }
        return all;
    }

    private static Path target(Path folder, FigureKind kind, String ending) {
        return folder.resolve(kind.fileName() + ending);
    }

    private boolean mayReplace(List<Path> files) {
        return workbench
                .desk()
                .confirm(
                        Messages.text("figures.replace.title"),
                        Messages.text(
                                "figures.replace.text",
                                files.size(),
                                files.getFirst().getFileName()),
                        Messages.text("figures.replace.confirm", files.size()));
    }

    private Optional<Path> from() {
        return last.or(() -> Optional.of(workbench.folder()));
    }

    private static Path withEnding(Path path, FigureFormat format) {
        String name = path.getFileName().toString();
        return name.toLowerCase(Locale.ROOT).endsWith(format.ending())
                ? path
                : path.resolveSibling(name + format.ending());
    }
}
