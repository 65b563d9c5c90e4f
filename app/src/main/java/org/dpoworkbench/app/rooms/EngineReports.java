package org.dpoworkbench.app.rooms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.app.figure.DataHash;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.app.report.Flat;
import org.dpoworkbench.app.report.Report;
import org.dpoworkbench.app.report.ReportText;
import org.dpoworkbench.app.room.Answer;
import org.dpoworkbench.app.room.Reports;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunFolder;

/// Runs read from their journals and held against each other.
public final class EngineReports implements Reports {
    @Override
    public Answer compare(List<RunFolder> runs) {
        return Comparison.of(
                runs.stream().map(EngineReports::read).toList(),
                runs.stream().map(RunFolder::path).toList());
    }

    @Override
    public List<Path> write(List<RunFolder> runs, Path output) {
        return write(runs.stream().map(EngineReports::read).toList(), output, Progress.NONE);
    }

    @Override
    public List<Path> write(List<FigureRun> runs, Path output, Progress progress) {
        try {
            Report report = Report.write(
                    runs,
                    new ReportText(title(runs), List.of(), Instant.now(), provenance(runs), List.of()),
                    output,
                    progress);
            List<Path> files =
                    new ArrayList<>(List.of(report.pdf(), report.html(), report.numbers(), report.columns()));
            report.figures().forEach(figure -> files.add(figure.png()));
            return files;
        } catch (IOException e) {
            throw new UserError(
                    "The report cannot be written to " + output + ": " + e.getMessage()
                            + ". Is the disk full or the folder read-only?",
                    e);
        }
    }

    /// By run id: the facts that each run was begun with, where it recorded them.
    private static Map<String, Map<String, String>> provenance(List<FigureRun> runs) throws IOException {
        Map<String, Map<String, String>> facts = new LinkedHashMap<>();
        for (FigureRun run : runs) {
            Optional<Path> file = run.folder().map(folder -> new RunFolder(folder).provenance());
            if (file.isPresent() && Files.exists(file.get())) {
                facts.put(run.id(), Flat.provenance(file.get()));
            }
        }
        return facts;
    }

    private static String title(List<FigureRun> runs) {
        return runs.size() == 1
                ? "A preference-optimisation run"
                : runs.size() + " preference-optimisation runs compared";
    }

    private static FigureRun read(RunFolder run) {
        try {
            return FigureRun.of(
                            run.id(), RunConfigFile.read(run.config()), RunCurves.read(run), DataHash.of(run.path()))
                    .in(run.path());
        } catch (IOException e) {
            throw new UserError(run.path() + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
