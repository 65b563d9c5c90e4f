package org.dpoworkbench.engine.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.problem.UserError;

/// What a preference file holds, every record accounted for: each row of the file makes records that can be used,
/// dropped ones, or a refused one. The texts of a large file are not held: it is read again when they are asked for.
public final class PreferenceSource {
    /// Texts beyond this are read again, in characters.
    private static final long HELD_CHARACTERS = 32L << 20;

    private final Path path;
    private final Layouts layouts;
    private final Account account;
    private final Optional<List<PreferenceRecord>> held;

    private PreferenceSource(Path path, Layouts layouts, Account account, Optional<List<PreferenceRecord>> held) {
        this.path = path;
        this.layouts = layouts;
        this.account = account;
        this.held = held;
    }

    /// Reads a file, or the files that a folder or a pattern stands for ([DataPath]). The first record that shows a
    /// layout shows it for all.
    ///
    /// @param vocabularySize token ids are below this
    /// @throws UserError where a file as a whole cannot be read, or no such records can be made of what it holds
    public static PreferenceSource read(Path path, RecordKind kind, ColumnMapping columns, int vocabularySize) {
        DataPath.entry(path).ifPresent(entry -> entry.requireNoMapping(columns));
        Layouts layouts = new Layouts(kind, columns, vocabularySize);
        Account account = new Account();
        List<PreferenceRecord> records = new ArrayList<>();
        Reading reading = new Reading(path, layouts, account, record -> {
            account.count(record);
            if (account.characters <= HELD_CHARACTERS) {
                records.add(record);
            }
        });
        reading.run();
        return new PreferenceSource(
                path,
                layouts,
                account,
                account.characters <= HELD_CHARACTERS ? Optional.of(List.copyOf(records)) : Optional.empty());
    }

    /// What a file's records are by nature; pairs, where none of them can be understood.
    ///
    /// @throws UserError where a file cannot be opened
    public static RecordKind kindOf(Path path, ColumnMapping columns, int vocabularySize) {
        return KindFinder.find(path, columns, vocabularySize);
    }

    /// The path as it was given.
    public String file() {
        return path.toString();
    }

    /// Absent where no record could be read.
    public Optional<RecordLayout> layout() {
        return account.layout.map(Layout::kind);
    }

    /// The fields that are read, in order; none where no record could be.
    public List<String> fields() {
        return account.layout.map(Layout::fields).orElse(List.of());
    }

    /// Whether its texts are read again each time they are asked for.
    public boolean isLarge() {
        return held.isEmpty();
    }

    /// Rows of the file: lines, elements, whatever its records are.
    public int rows() {
        return account.rows;
    }

    /// Records that can be used.
    public int size() {
        return account.size;
    }

    /// Those records, in file order; of a large file, read anew with each call.
    public List<PreferenceRecord> records() {
        if (held.isPresent()) {
            return held.get();
        }
        List<PreferenceRecord> records = new ArrayList<>(account.size);
        forEach(records::add);
        return records;
    }

    /// Hands every record that can be used to `sink`, in file order.
    ///
    /// @throws UserError where the file cannot be read any more
    public void forEach(Consumer<PreferenceRecord> sink) {
        if (held.isPresent()) {
            held.get().forEach(sink);
        } else {
            new Reading(path, layouts, new Account(), sink).run();
        }
    }

    /// Records that cannot be read.
    public List<RecordProblem> refused() {
        return List.copyOf(account.refused);
    }

    /// Records that can be read and say nothing of what is asked for, with the [Drop]'s text as the reason.
    public List<RecordProblem> dropped() {
        return List.copyOf(account.dropped);
    }

    /// Whether any record that can be used is made of turns, for a chat template.
    public boolean hasConversations() {
        return account.conversations > 0;
    }

    /// Whether prompts are to be found in whole transcripts.
    public boolean hasImplicitPrompts() {
        return account.implicit > 0;
    }

    /// Whether at least half of the whole transcripts hold the assistant's marker.
    boolean mostAreTranscripts() {
        return account.marked > 0 && 2 * account.marked >= account.implicit;
    }

    /// What reading found.
    private static final class Account {
        private Optional<Layout> layout = Optional.empty();
        private final List<RecordProblem> refused = new ArrayList<>();
        private final List<RecordProblem> dropped = new ArrayList<>();
        private int rows;
        private int size;
        private int implicit;
        private int conversations;
        private int marked;
        private long characters;

        void count(PreferenceRecord record) {
            size++;
            characters += Characters.of(record);
            conversations += record instanceof PreferenceRecord.Chat ? 1 : 0;
            if (record instanceof PreferenceRecord.Text text && text.prompt().isEmpty()) {
                implicit++;
                marked += text.completions().stream().allMatch(Transcript::isOne) ? 1 : 0;
            }
        }
    }

    /// One pass through the file.
    private record Reading(Path path, Layouts layouts, Account account, Consumer<PreferenceRecord> sink) {

        void run() {
            RecordFile.read(path, this::take);
            account.layout.ifPresent(layout -> layout.end().forEach(this::make));
        }

        private void take(FileRecord record) {
            account.rows++;
            switch (record) {
                case FileRecord.Unreadable bad -> refuse(bad.place(), bad.reason());
                case FileRecord.Fields fields -> {
                    try {
                        layout(fields).read(fields.place(), fields.object()).forEach(this::make);
                    } catch (UnreadableRecordException e) {
                        refuse(fields.place(), e.getMessage());
                    }
                }
            }
        }

        private void refuse(RecordPlace place, String reason) {
            account.refused.add(new RecordProblem(place, reason));
        }

        private Layout layout(FileRecord.Fields fields) throws UnreadableRecordException {
            if (account.layout.isEmpty()) {
                account.layout = layouts.recognise(fields.object());
                account.layout.ifPresent(this::requirePossible);
                account.layout.ifPresent(this::requireUsed);
            }
            return account.layout.orElseThrow(
                    () -> new UnreadableRecordException(layouts.unrecognised(fields.object())));
        }

        private void requirePossible(Layout layout) {
            if (!layout.natural().canBecome(layouts.kind())) {
                throw new UserError("%s holds %s (%s), of which no %s can be made. %s"
                        .formatted(
                                path,
                                layout.kind().words(),
                                String.join(", ", layout.fields()),
                                layouts.kind().one() + "s",
                                whatTo(layout.natural())));
            }
        }

        /// A field that is named for a part that the layout does not have would be ignored.
        private void requireUsed(Layout layout) {
            ColumnMapping columns = layouts.columns();
            List<String> unused = Stream.of(
                            columns.completion().stream(),
                            columns.label().stream(),
                            columns.completions().stream(),
                            columns.ranks().stream(),
                            columns.scores().stream(),
                            columns.preference().stream())
                    .flatMap(names -> names)
                    .filter(name -> layout.fields().stream()
                            .noneMatch(field ->
                                    field.equals(name) || field.endsWith("." + name) || field.startsWith(name + ".")))
                    .toList();
            if (!unused.isEmpty()) {
                throw new UserError(
                        "%s is read as %s (%s), in which \"%s\" has no part. Name the other parts too, or leave it out."
                                .formatted(
                                        path,
                                        layout.kind().words(),
                                        String.join(", ", layout.fields()),
                                        String.join("\" and \"", unused)));
            }
        }

        private static String whatTo(RecordKind natural) {
            return switch (natural) {
                case UNPAIRED ->
                    "They are for a loss on unpaired data: --loss-type kto. `dpo sft` takes those that are wanted.";
                case COMPLETIONS -> "They are for `dpo sft`.";
                case RANKINGS -> "Make pairs of them with `dpo pairs build`.";
                case PAIRS -> "Map its fields, see docs/preference-files.md.";
            };
        }

        private void make(PreferenceRecord record) {
            switch (AsKind.of(record, layouts.kind())) {
                case AsKind.Records made -> made.records().forEach(sink);
                case AsKind.Nothing nothing ->
                    account.dropped.add(
                            new RecordProblem(record.place(), nothing.reason().text()));
            }
        }
    }
}
