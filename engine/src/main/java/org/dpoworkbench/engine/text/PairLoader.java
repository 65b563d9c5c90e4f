package org.dpoworkbench.engine.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.PreferenceSource;
import org.dpoworkbench.engine.data.PromptSplitter;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.data.RecordProblem;
import org.dpoworkbench.engine.overlap.Benchmark;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.PartialFiles;

/// From data files to the pairs of a run, or to its completions. Writes nothing.
public final class PairLoader {
    private final RecordKind kind;
    private final DataConfig config;
    private final TextModel model;
    private final Optional<Path> cache;
    private final boolean withTokens;
    private final Progress progress;

    private PairLoader(
            RecordKind kind,
            DataConfig config,
            TextModel model,
            Optional<Path> cache,
            boolean withTokens,
            Progress progress) {
        this.kind = kind;
        this.config = config;
        this.model = model;
        this.cache = cache;
        this.withTokens = withTokens;
        this.progress = progress;
    }

    /// The examples of a kind, everything checked, from the cache as far as they are there.
    ///
    /// @param type  the kind's examples
    /// @param cache folder where the tokens of large files are kept for the next time; absent: nowhere
    /// @throws UserError as [#load]
    public static <E extends TokenizedExample> TokenizedSet<E> load(
            RecordKind kind,
            Class<E> type,
            DataConfig config,
            TextModel model,
            Optional<Path> cache,
            Progress progress) {
        return new PairLoader(kind, config, model, cache, true, progress).load(type);
    }

    /// The training and held-out pairs, everything checked.
    ///
    /// @throws UserError where a file cannot be read, a record cannot be read and is not to be skipped, the
    ///                   model lacks what the data need, or no pair is left
    public static TokenizedSet<TokenizedPair> load(DataConfig config, TextModel model, Progress progress) {
        return load(RecordKind.PAIRS, TokenizedPair.class, config, model, Optional.empty(), progress);
    }

    /// The training and held-out completions for supervised fine-tuning, everything checked: of prompt–completion
    /// files, of texts without a prompt, and of preference files, of which the chosen side is taken. The pairs'
    /// rejected sides are empty. Of the column mapping, `chosen` names the completion.
    ///
    /// @throws UserError as [#load]
    public static TokenizedSet<TokenizedPair> loadCompletions(DataConfig config, TextModel model, Progress progress) {
        return load(RecordKind.COMPLETIONS, TokenizedPair.class, config, model, Optional.empty(), progress);
    }

    /// The training and held-out completions with their labels, everything checked: of unpaired files, and of
    /// preference files, of which each pair gives two, its chosen side as wanted and its rejected side as not.
    ///
    /// @throws UserError as [#load]
    public static TokenizedSet<TokenizedCompletion> loadUnpaired(
            DataConfig config, TextModel model, Progress progress) {
        return load(RecordKind.UNPAIRED, TokenizedCompletion.class, config, model, Optional.empty(), progress);
    }

    /// The training and held-out rankings, everything checked: of files with ranks or scores, and of preference files,
    /// of which each pair is a ranking of two. Of completions that are equally good, the first is kept.
    ///
    /// @throws UserError as [#load]
    public static TokenizedSet<TokenizedRanking> loadRankings(DataConfig config, TextModel model, Progress progress) {
        return load(RecordKind.RANKINGS, TokenizedRanking.class, config, model, Optional.empty(), progress);
    }

    /// The account of every record, for looking at data: read as `kind`, but records that cannot be read are reported,
    /// and so is that none is left.
    ///
    /// @throws UserError where a file as a whole cannot be read or the model lacks what the data need
    ///
    /// @param benchmark to look for in the texts
    public static DataReport check(
            RecordKind kind, DataConfig config, TextModel model, Optional<Benchmark> benchmark, Progress progress) {
        return new PairLoader(kind, config, model, Optional.empty(), false, progress).check(benchmark);
    }

    /// One pair a record, in file order, nothing dropped: a pair that is cut to nothing has empty sides. Held-out files
    /// are not read. A transcript pair without a shared prompt gets its longest common prefix as the prompt.
    ///
    /// @throws UserError as [#load]
    public static List<TokenizedPair> loadAll(DataConfig config, TextModel model, Progress progress) {
        LoadedData data = new PairLoader(RecordKind.PAIRS, config, model, Optional.empty(), true, progress)
                .read(config.skipInvalid(), true, Optional.empty());
        return data.train().stream()
                .flatMap(source -> source.kept().stream())
                .map(kept -> (TokenizedPair) kept.example())
                .toList();
    }

    /// Examples, and the records of which none could be made.
    ///
    /// @param kind    of all records
    /// @param dropped with the reason in words
    /// @param refused those that cannot be read
    public record ByNature(
            RecordKind kind,
            List<? extends TokenizedExample> examples,
            List<RecordProblem> dropped,
            List<RecordProblem> refused) {}

    /// Examples of whatever kind the first file's records are by nature, in file order. Of pairs nothing is dropped; of
    /// other kinds what [#load] drops. Nothing is held out.
    ///
    /// @throws UserError as [#load]
    public static ByNature loadByNature(DataConfig config, TextModel model, Progress progress) {
        RecordKind kind = PreferenceSource.kindOf(
                config.data().getFirst(), config.columns(), model.limits().vocabularySize());
        boolean all = kind == RecordKind.PAIRS;
        LoadedData data = new PairLoader(kind, config, model, Optional.empty(), true, progress)
                .read(config.skipInvalid(), all, Optional.empty());
        return new ByNature(
                kind,
                data.train().stream()
                        .flatMap(source -> source.kept().stream())
                        .map(Outcome.Kept::example)
                        .toList(),
                data.train().stream()
                        .flatMap(source -> source.dropped().stream())
                        .map(LoadedData::inWords)
                        .toList(),
                data.train().stream()
                        .flatMap(source -> source.refused().stream())
                        .toList());
    }

    private <E extends TokenizedExample> TokenizedSet<E> load(Class<E> type) {
        LoadedData data = read(config.skipInvalid(), false, Optional.empty());
        data.throwIfNoPairs();
        return data.split(type, config.heldOut(), config.splitSeed());
    }

    private DataReport check(Optional<Benchmark> benchmark) {
        LoadedData data = read(true, false, Optional.of(new TextLook(benchmark)));
        return data.report(data.hasPairs() ? data.parts(config.heldOut(), config.splitSeed()) : data.parts(0, 0));
    }

    private LoadedData read(boolean skipInvalid, boolean dropsNothing, Optional<TextLook> look) {
        config.chatTemplate().ifPresent(TextModel::text);
        LengthLimit limit = LengthLimit.of(config.maxLength(), model.limits());
        PairRules rules = new PairRules(
                kind,
                Truncation.of(config, limit.tokens()),
                config.chatTemplate(),
                config.scoreUserTurns(),
                dropsNothing);
        cache.ifPresent(PartialFiles::removeLeft);
        boolean keeps = config.maxPairs().isEmpty() && !dropsNothing;
        SourceFiles files = SourceFiles.read(
                config,
                dropsNothing ? List.of() : config.allEvalData(),
                kind,
                model,
                cache.filter(_ -> keeps).map(folder -> new TokenCache(folder, config, rules, model)),
                progress);
        if (!skipInvalid) {
            UnreadableRecords.throwIfAny(files.refused());
        }
        requireTemplateUsed(files);
        Tokenizing tokenizing = new Tokenizing(rules, look, files.records());
        List<LoadedSource> train =
                tokenizing.load(files.train(), config.maxPairs().orElse(Integer.MAX_VALUE));
        List<LoadedSource> heldOut = tokenizing.load(files.heldOut(), Integer.MAX_VALUE);
        LoadedData data = new LoadedData(
                kind, train, dropsNothing ? EvaluationFiles.none() : EvaluationFiles.of(config, heldOut), limit, look);
        if (!skipInvalid) {
            UnreadableRecords.throwIfAny(data.refused());
        }
        return data;
    }

    private void requireTemplateUsed(SourceFiles files) {
        if (config.chatTemplate().isPresent()
                && files.all().anyMatch(SourceFiles.Opened::isReadable)
                && files.all().noneMatch(SourceFiles.Opened::hasConversations)) {
            throw new UserError(("--chat-template is not used: no record of %s is a conversation, a list of"
                            + " {role, content}. Leave it out.")
                    .formatted(config.data().stream().map(Path::toString).collect(Collectors.joining(", "))));
        }
    }

    private final class Tokenizing {
        private final PairRules rules;
        private final Optional<TextLook> look;
        private final long total;
        private final Set<String> exclude = Set.copyOf(config.exclude());
        private long done;

        Tokenizing(PairRules rules, Optional<TextLook> look, long total) {
            this.rules = rules;
            this.look = look;
            this.total = total;
        }

        List<LoadedSource> load(List<SourceFiles.Opened> sources, int most) {
            List<LoadedSource> loaded = new ArrayList<>();
            int left = most;
            for (SourceFiles.Opened opened : sources) {
                LoadedSource one = switch (opened) {
                    case SourceFiles.Known(LoadedSource known) -> known.without(exclude);
                    case SourceFiles.Read read -> tokenize(read, left);
                };
                left -= one.kept().size();
                loaded.add(one);
            }
            return loaded;
        }

        private LoadedSource tokenize(SourceFiles.Read read, int most) {
            PreferenceSource source = read.source();
            PromptSplitter splitter = PromptSplitter.choose(config.promptExtraction(), source);
            // What is kept for other runs must not lack what this one leaves out.
            boolean forOthers = read.keepIn().isPresent();
            LoadedSource loaded = SourceTokenizer.load(
                    source,
                    SourceFacts.of(source, splitter),
                    new RecordTokenizer(model, splitter, rules),
                    most,
                    forOthers ? Set.of() : exclude,
                    splitter,
                    look,
                    sink(read),
                    count -> progress.at("Making tokens", done += count, total));
            return forOthers ? loaded.without(exclude) : loaded;
        }

        private KeptSink sink(SourceFiles.Read read) {
            if (read.keepIn().isPresent()) {
                return new KeptFile(read.keepIn().get());
            }
            return withTokens && read.source().isLarge() ? KeptFile.temporary() : new KeptSink.InMemory(withTokens);
        }
    }
}
