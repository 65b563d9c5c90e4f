package org.dpoworkbench.app.rooms;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.app.room.Answer;
import org.dpoworkbench.app.room.DataChecker;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.data.BenchmarkFile;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.PreferenceSource;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.overlap.Benchmark;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.text.PairLoader;
import org.dpoworkbench.engine.text.TextModel;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.worker.RunInputs;

/// The account of preference files.
public final class EngineDataChecker implements DataChecker {
    @Override
    public Answer check(
            DataConfig data, Optional<RecordKind> kind, Optional<Path> model, List<Path> benchmark, Progress progress) {
        Optional<Benchmark> items = benchmark.isEmpty() ? Optional.empty() : Optional.of(BenchmarkFile.read(benchmark));
        ModelFolder folder = ModelFolder.open(model.orElseThrow(
                () -> new UserError("check-data counts tokens, so it needs --model DIR, a folder with a tokenizer.")));
        try (TextModel text = TextModel.open(folder.path(), RunInputs.limits(folder.architecture()))) {
            DataReport report =
                    PairLoader.check(kind.orElseGet(() -> natural(data, text)), data, text, items, progress);
            return new Answer(report.text(), report);
        }
    }

    private static RecordKind natural(DataConfig data, TextModel text) {
        return PreferenceSource.kindOf(
                data.data().getFirst(), data.columns(), text.limits().vocabularySize());
    }
}
