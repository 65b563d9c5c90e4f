package org.dpoworkbench.app.window.model.figures;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.dpoworkbench.app.figure.DataHash;
import org.dpoworkbench.app.figure.Figure;
import org.dpoworkbench.app.figure.FigureExport;
import org.dpoworkbench.app.figure.FigureKind;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.app.figure.Figures;
import org.dpoworkbench.app.figure.PairPlots;
import org.dpoworkbench.app.figure.PairPoints;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunFolder;

/// What waits for files and arithmetic: called from background threads.
final class FigureWork {
    private final PairPoints pairs;
    private final Map<String, Optional<String>> dataHashes = new ConcurrentHashMap<>();

    FigureWork(PairPoints pairs) {
        this.pairs = pairs;
    }

    /// What is to be drawn of which runs.
    ///
    /// @param step the window's marker
    record Order(List<FigureRun> runs, FigureSetup setup, OptionalInt step) {}

    /// The runs with the hash of their data.
    List<FigureRun> complete(List<FigureRun> runs) {
        return runs.stream()
                .map(run -> run.withDataHash(
                        dataHashes.computeIfAbsent(run.id(), _ -> run.folder().flatMap(DataHash::of))))
                .toList();
    }

    /// The runs with all that is on record: those of the project are read anew, as the window may not have read them
    /// to their ends.
    List<FigureRun> whole(List<FigureRun> runs, Progress progress) {
        List<FigureRun> read = new ArrayList<>();
        for (FigureRun run : complete(runs)) {
            progress.at(run.label(), read.size(), runs.size());
            Optional<RunFolder> folder = run.config().flatMap(_ -> run.folder()).map(RunFolder::new);
            read.add(folder.map(from -> run.withCurves(RunCurves.read(from))).orElse(run));
        }
        return read;
    }

    /// @return nothing where the runs have no point for it
    Optional<FigureExport> figure(Order order) {
        return figure(order, order.setup().kind());
    }

    Optional<FigureExport> figure(Order order, FigureKind kind) {
        FigureSetup setup = order.setup();
        Optional<Figure> figure =
                Figures.of(kind, setup.metrics(), complete(order.runs()), new PairPlots(pairs, order.step()));
        return figure.map(each -> new FigureExport(
                each, setup.options().withMarked(setup.marksStep() ? order.step() : OptionalInt.empty())));
    }

    Preview preview(FigureExport export, double dpi) throws IOException {
        return new Preview(export, export.png(dpi));
    }
}
