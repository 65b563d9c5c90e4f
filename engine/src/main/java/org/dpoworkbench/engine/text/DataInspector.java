package org.dpoworkbench.engine.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.data.PreferenceSource;
import org.dpoworkbench.engine.data.PromptSplitter;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.data.RecordPlace;
import org.dpoworkbench.engine.overlap.Benchmark;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;

/// Looks at preference files as a run would read them, by the same code, and keeps what it has read, so
/// that another split or another exclusion costs no reading; of large files the texts are kept on the disk. Safe for
/// use by several threads.
public final class DataInspector implements AutoCloseable {
    private static final int CHUNK = 256;

    private final RecordKind kind;
    private final TextModel model;
    private final DataConfig config;
    private final LengthLimit limit;
    private final TextLook look;
    private boolean closed;

    /// @param kind   what the files' records are read as
    /// @param model  closed with this
    /// @param config its length limit, truncation, template and scoring count; its files, fields and split do not
    /// @param benchmark to look for in the texts
    /// @throws UserError where the length limit does not suit the model
    public DataInspector(RecordKind kind, TextModel model, DataConfig config, Optional<Benchmark> benchmark) {
        this.kind = kind;
        this.look = new TextLook(benchmark);
        this.model = model;
        this.config = config;
        this.limit = LengthLimit.of(config.maxLength(), model.limits());
    }

    /// What the files' records are read as.
    public RecordKind kind() {
        return kind;
    }

    /// Longest prompt and completion together, in tokens.
    public int maxLength() {
        return limit.tokens();
    }

    /// Reads a file and counts its tokens.
    ///
    /// @throws UserError where the file as a whole cannot be read, holds nothing, or the model lacks what it needs
    public InspectedSource read(InspectedSource.Reading reading, Progress progress) {
        progress.at("Reading " + reading.file().getFileName(), 0, 0);
        PreferenceSource source = PreferenceSource.read(
                reading.file(), kind, reading.columns(), model.limits().vocabularySize());
        if (source.rows() == 0) {
            throw new UserError(reading.file() + " is empty: it holds no records.");
        }
        PromptSplitter splitter = PromptSplitter.choose(reading.promptExtraction(), source);
        try (SourceReading records = SourceReading.of(source)) {
            RecordTokenizer tokenizer = new RecordTokenizer(model, splitter, rules(false));
            records.read(CHUNK, (chunk, done) -> {
                progress.at("Counting tokens of " + reading.file().getFileName(), done, source.size());
                return look.look(chunk, splitter, tokenizer.tokenize(chunk));
            });
            return new InspectedSource(source, splitter, records.outcomes(), records.contents());
        }
    }

    /// A held-out file.
    ///
    /// @param set the named evaluation set that it belongs to; absent: the main one
    public record HeldOut(InspectedSource source, Optional<String> set) {}

    /// What a run makes of the files.
    ///
    /// @param share pairs held out of the training files: a share below 1, else a count
    /// @param most  pairs to use of the training files
    /// @throws UserError where so many cannot be held out
    public DataAccount account(
            List<InspectedSource> train,
            List<HeldOut> heldOut,
            Set<String> exclude,
            double share,
            long seed,
            OptionalInt most) {
        List<LoadedSource> loaded = new ArrayList<>();
        int left = most.orElse(Integer.MAX_VALUE);
        for (InspectedSource source : train) {
            LoadedSource one = source.select(left, exclude);
            left -= one.kept().size();
            loaded.add(one);
        }
        var data = new LoadedData(kind, loaded, sets(heldOut, exclude), limit, Optional.of(look));
        LoadedData.Parts parts = data.hasPairs() ? data.parts(share, seed) : data.parts(0, 0);
        var fates = new Fates(data, parts, exclude);
        List<InspectedRecord> records = Stream.concat(
                        fates.of(train, data.train()),
                        fates.of(
                                inOrderOfSets(heldOut),
                                data.heldOut().stream()
                                        .flatMap(set -> set.files().stream())
                                        .toList()))
                .toList();
        return new DataAccount(data.report(parts), records);
    }

    private static List<EvaluationFiles<LoadedSource>> sets(List<HeldOut> heldOut, Set<String> exclude) {
        return names(heldOut).stream()
                .map(name -> new EvaluationFiles<>(
                        name,
                        heldOut.stream()
                                .filter(file -> file.set().equals(name))
                                .map(file -> file.source().select(Integer.MAX_VALUE, exclude))
                                .toList()))
                .toList();
    }

    private static List<InspectedSource> inOrderOfSets(List<HeldOut> heldOut) {
        return names(heldOut).stream()
                .flatMap(name -> heldOut.stream().filter(file -> file.set().equals(name)))
                .map(HeldOut::source)
                .toList();
    }

    /// The main set, then the named ones in the order of their first file.
    private static List<Optional<String>> names(List<HeldOut> heldOut) {
        return Stream.concat(
                        Stream.of(Optional.<String>empty()), heldOut.stream().map(HeldOut::set))
                .distinct()
                .toList();
    }

    /// The record as the model sees it, token by token.
    ///
    /// @throws UserError where it cannot be given to the model
    public synchronized PairInspection inspect(PreferenceRecord record, PromptSplitter splitter) {
        if (closed) {
            throw new UserError("The tokenizer of this pair is closed; another model was chosen.");
        }
        return new TokenRoles(model)
                .of(new RecordTokenizer(model, splitter, rules(true)).look(record), kind.isSingle());
    }

    @Override
    public synchronized void close() {
        closed = true;
        model.close();
    }

    private PairRules rules(boolean dropsNothing) {
        return new PairRules(
                kind,
                Truncation.of(config, limit.tokens()),
                config.chatTemplate(),
                config.scoreUserTurns(),
                dropsNothing);
    }

    /// Tells each record's fate.
    private static final class Fates {
        private final IdentityHashMap<Outcome.Kept, EnumSet<Finding>> findings = new IdentityHashMap<>();
        private final Set<Outcome.Kept> heldOut = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<String> exclude;

        Fates(LoadedData data, LoadedData.Parts parts, Set<String> exclude) {
            this.exclude = exclude;
            parts.allHeldOut().forEach(heldOut::add);
            data.findings(
                    parts,
                    (pair, finding, _) -> findings.computeIfAbsent(pair, _ -> EnumSet.noneOf(Finding.class))
                            .add(finding));
        }

        Stream<InspectedRecord> of(List<InspectedSource> sources, List<LoadedSource> loaded) {
            Iterator<LoadedSource> used = loaded.iterator();
            return sources.stream().flatMap(source -> of(source, used.next().unused()).stream());
        }

        private List<InspectedRecord> of(InspectedSource source, int unused) {
            List<InspectedRecord> records = new ArrayList<>(source.records());
            int readable = source.outcomes().size();
            for (int i = 0; i < readable; i++) {
                records.add(record(
                        source.contents().get(i), source.outcomes().get(i), i >= readable - unused, source.splitter()));
            }
            source.source()
                    .refused()
                    .forEach(problem -> records.add(new InspectedRecord(
                            problem.place(),
                            new Fate.Refused(problem.reason()),
                            Optional.empty(),
                            Optional.empty(),
                            Set.of(),
                            Optional.empty(),
                            source.splitter())));
            records.sort((a, b) -> Long.compare(a.place().number(), b.place().number()));
            return records;
        }

        private InspectedRecord record(
                InspectedRecord.Content content, Outcome outcome, boolean unused, PromptSplitter splitter) {
            return switch (outcome) {
                case Outcome.Kept kept ->
                    new InspectedRecord(
                            kept.place(),
                            fate(kept, unused),
                            Optional.of(kept.identity()),
                            Optional.of(kept.lengths()),
                            findings.containsKey(kept) ? findings.get(kept) : Set.of(),
                            Optional.of(content),
                            splitter);
                case Outcome.Dropped dropped ->
                    without(content, dropped.place(), new Fate.Dropped(dropped.reason()), splitter);
                case Outcome.Refused refused ->
                    without(content, refused.place(), new Fate.Refused(refused.reason()), splitter);
            };
        }

        private static InspectedRecord without(
                InspectedRecord.Content content, RecordPlace place, Fate fate, PromptSplitter splitter) {
            return new InspectedRecord(
                    place, fate, Optional.empty(), Optional.empty(), Set.of(), Optional.of(content), splitter);
        }

        private Fate fate(Outcome.Kept pair, boolean unused) {
            if (unused) {
                return new Fate.Unused();
            }
            if (exclude.contains(pair.identity().id())) {
                return new Fate.Dropped(Drop.EXCLUDED);
            }
            return heldOut.contains(pair) ? new Fate.HeldOut() : new Fate.Trained();
        }
    }
}
