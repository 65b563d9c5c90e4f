package org.dpoworkbench.engine.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.data.PreferenceSource;
import org.dpoworkbench.engine.data.PromptSplitter;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;

/// From preference files to the pairs of a run. Writes nothing.
public final class PairLoader {
    private final DataConfig config;
    private final TextModel model;
    private final Progress progress;

    private PairLoader(DataConfig config, TextModel model, Progress progress) {
        this.config = config;
        this.model = model;
        this.progress = progress;
    }

    /// The training and held-out pairs, everything checked.
    ///
    /// @throws UserError where a file cannot be read, a record cannot be read and is not to be skipped, the
    ///                   model lacks what the data need, or no pair is left
    public static TokenizedSet load(DataConfig config, TextModel model, Progress progress) {
        LoadedData data = new PairLoader(config, model, progress).read(config.skipInvalid(), false);
        data.throwIfNoPairs();
        return data.split(config.heldOut(), config.splitSeed());
    }

    /// The account of every record, for looking at data: as [#load], but records that cannot be read are reported, and
    /// so is that no pair is left.
    ///
    /// @throws UserError where a file as a whole cannot be read or the model lacks what the data need
    public static DataReport check(DataConfig config, TextModel model, Progress progress) {
        LoadedData data = new PairLoader(config, model, progress).read(true, false);
        return (data.hasPairs() ? data.split(config.heldOut(), config.splitSeed()) : data.split(0, 0)).report();
    }

    /// One pair a record, in file order, nothing dropped: a pair that is cut to nothing has empty sides. Held-out files
    /// are not read. A transcript pair without a shared prompt gets its longest common prefix as the prompt.
    ///
    /// @throws UserError as [#load]
    public static List<TokenizedPair> loadAll(DataConfig config, TextModel model, Progress progress) {
        LoadedData data = new PairLoader(config, model, progress).read(config.skipInvalid(), true);
        return data.train().stream()
                .flatMap(source -> source.kept().stream())
                .map(Outcome.Kept::pair)
                .toList();
    }

    private LoadedData read(boolean skipInvalid, boolean dropsNothing) {
        LengthLimit limit = LengthLimit.of(config.maxLength(), model.limits());
        PairRules rules = new PairRules(limit.tokens(), config.scoreUserTurns(), dropsNothing);
        SourceFiles files = SourceFiles.read(
                config.data(), dropsNothing ? List.<Path>of() : config.evalData(), config.columns(), model, progress);
        if (!skipInvalid) {
            UnreadableRecords.throwIfAny(files.refused());
        }
        Tokenizing tokenizing = new Tokenizing(rules, files.records());
        List<LoadedSource> train =
                tokenizing.load(files.train(), config.maxPairs().orElse(Integer.MAX_VALUE));
        List<LoadedSource> heldOut = tokenizing.load(files.heldOut(), Integer.MAX_VALUE);
        LoadedData data = new LoadedData(train, heldOut, limit);
        if (!skipInvalid) {
            UnreadableRecords.throwIfAny(data.refused());
        }
        return data;
    }

    private final class Tokenizing {
        private final PairRules rules;
        private final long total;
        private long done;

        Tokenizing(PairRules rules, long total) {
            this.rules = rules;
            this.total = total;
        }

        List<LoadedSource> load(List<PreferenceSource> sources, int most) {
            List<LoadedSource> loaded = new ArrayList<>();
            int left = most;
            for (PreferenceSource source : sources) {
                List<PreferenceRecord> records = source.records();
                PromptSplitter splitter = PromptSplitter.choose(config.promptExtraction(), records);
                LoadedSource one = LoadedSource.load(
                        source,
                        splitter,
                        new RecordTokenizer(model, splitter, rules),
                        left,
                        count -> progress.at("Making tokens", done + count, total));
                done += records.size();
                left -= one.kept().size();
                loaded.add(one);
            }
            return loaded;
        }
    }
}
