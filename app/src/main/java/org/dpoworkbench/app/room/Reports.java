package org.dpoworkbench.app.room;

import java.nio.file.Path;
import java.util.List;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunFolder;

/// Runs held against each other.
public interface Reports {
    /// Final values of the runs side by side, and where their configurations differ.
    Answer compare(List<RunFolder> runs);

    /// Writes report, figures and numbers.
    ///
    /// @param output a folder; created where absent
    /// @return the files, the one to open first
    List<Path> write(List<RunFolder> runs, Path output);

    /// Writes report, figures and numbers of runs whose numbers are at hand, other programs' runs among them.
    ///
    /// @param output a folder; created where absent
    /// @return the files, the one to open first
    List<Path> write(List<FigureRun> runs, Path output, Progress progress);
}
