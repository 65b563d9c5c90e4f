package org.dpoworkbench.engine.pairs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.dpoworkbench.engine.data.Judgement;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.data.RecordProblem;
import org.dpoworkbench.engine.problem.UserError;

/// Makes pairs of records as they come, and accounts for every one of them. Holds no record.
public final class PairBuild {
    private static final int PROBLEMS = 100;
    private static final int PROBLEMS_SHOWN = 5;

    private final PairRecipe recipe;
    private final PairMaker maker;
    private final PairWriter writer;
    private final IdleOptions idle;
    private final Map<Object, Integer> ofPrompt = new HashMap<>(); // pairs so far, where their number is limited
    private final Map<String, Integer> leftOut = new TreeMap<>();
    private final Map<String, Integer> agreement = new TreeMap<>();
    private final List<RecordProblem> problems = new ArrayList<>();
    private int records;
    private int completions;
    private int used;
    private int pairs;
    private int refused;
    private int tied;
    private int close;
    private int beyond;
    private int sharedBest;
    private int unscored;
    private int withScores;
    private int unanimous;
    private int unanimousTies;
    private double gaps;

    private PairBuild(PairRecipe recipe, PairWriter writer) {
        this.recipe = recipe;
        this.maker = new PairMaker(recipe);
        this.writer = writer;
        this.idle = new IdleOptions(recipe);
    }

    /// Where records come from.
    @FunctionalInterface
    public interface Records {
        void forEach(PairBuild build);
    }

    /// Makes a file of pairs, whole or not at all.
    ///
    /// @param skipInvalid whether to go on without records that cannot be read
    /// @throws UserError where it cannot be written, a record cannot be read and is not to be skipped, a part of
    ///                   the recipe can act on no record, or there is no pair to write
    public static PairAccount write(Path output, PairRecipe recipe, boolean skipInvalid, Records records) {
        Path partial = output.resolveSibling(output.getFileName() + ".part");
        try {
            if (output.toAbsolutePath().getParent() != null) {
                Files.createDirectories(output.toAbsolutePath().getParent());
            }
            PairAccount account;
            List<String> idle;
            try (Writer lines = Files.newBufferedWriter(partial, StandardCharsets.UTF_8)) {
                PairBuild build = new PairBuild(recipe, new PairWriter(lines));
                records.forEach(build);
                account = build.account();
                idle = build.records > build.refused ? build.idle.problems() : List.of();
            }
            if (account.refused() > 0 && !skipInvalid) {
                throw new UserError(unreadable(account));
            }
            if (!idle.isEmpty()) {
                throw new UserError(idle);
            }
            if (account.pairs() == 0) {
                throw new UserError("No pair can be made of these records:\n" + account.text());
            }
            Files.move(partial, output, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return account;
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(
                    output + " cannot be written: " + e.getMessage() + ". Is the disk full or the folder read-only?",
                    e);
        } finally {
            deleteQuietly(partial);
        }
    }

    private static List<String> unreadable(PairAccount account) {
        List<String> said = new ArrayList<>();
        account.problems().stream()
                .limit(PROBLEMS_SHOWN)
                .map(RecordProblem::toString)
                .forEach(said::add);
        said.add(
                "%d of %d records cannot be read, so nothing was written. Mend them, or go on without them: --skip-invalid."
                        .formatted(account.refused(), account.records()));
        return said;
    }

    private static void deleteQuietly(Path partial) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException _) {
            // It is in nobody's way: the next build replaces it.
        }
    }

    /// Takes a record that can be read.
    public void take(PreferenceRecord record) {
        records++;
        completions += record.completions().size();
        unscored += unscored(record.judgement());
        idle.look(record);
        if (record.judgement() instanceof Judgement.Voted votes) {
            count(votes);
        }
        PairMaker.Made made = maker.of(record);
        tied += made.tied();
        close += made.belowGap();
        sharedBest += made.sharedBest() ? 1 : 0;
        if (made.leftOut().isPresent()) {
            leaveOut(made.leftOut().get());
            return;
        }
        int free = recipe.mostAPrompt().isEmpty() ? Integer.MAX_VALUE : free(record);
        List<BuiltPair> kept =
                made.pairs().subList(0, Math.min(free, made.pairs().size()));
        beyond += made.pairs().size() - kept.size();
        if (kept.isEmpty()) {
            leaveOut(LeftOut.ENOUGH);
            return;
        }
        used++;
        kept.forEach(this::write);
        if (recipe.mostAPrompt().isPresent()) {
            ofPrompt.merge(promptOf(record), kept.size(), Integer::sum);
        }
    }

    /// A completion with attributes has a score once these are weighted.
    private static int unscored(Judgement judgement) {
        return judgement instanceof Judgement.Graded(List<Judgement.Grade> grades, int _)
                ? (int) grades.stream()
                        .filter(grade -> Double.isNaN(grade.value())
                                && grade.attributes().isEmpty())
                        .count()
                : 0;
    }

    /// Counts an answer that belongs to no record, since it could not be scored.
    public void unscored() {
        unscored++;
    }

    private void count(Judgement.Voted votes) {
        int most = Math.max(votes.ties(), Math.max(votes.first(), votes.second()));
        unanimous += most == votes.votes() ? 1 : 0;
        unanimousTies += votes.ties() == votes.votes() ? 1 : 0;
    }

    /// Takes a record that cannot be read.
    public void refuse(RecordProblem problem) {
        records++;
        refused++;
        if (problems.size() < PROBLEMS) {
            problems.add(problem);
        }
    }

    private void leaveOut(LeftOut why) {
        leftOut.merge(why.text(), 1, Integer::sum);
    }

    private int free(PreferenceRecord record) {
        OptionalInt most = recipe.mostAPrompt();
        return most.getAsInt() - ofPrompt.getOrDefault(promptOf(record), 0);
    }

    /// Records without a prompt of their own, whole transcripts, are each its own prompt.
    private static Object promptOf(PreferenceRecord record) {
        return switch (record) {
            case PreferenceRecord.Text text -> text.prompt().<Object>map(p -> p).orElse(record.place());
            case PreferenceRecord.Chat chat -> chat.prompt().<Object>map(p -> p).orElse(record.place());
            case PreferenceRecord.Tokens tokens -> IntBuffer.wrap(tokens.prompt());
        };
    }

    private void write(BuiltPair pair) {
        writer.write(pair);
        pairs++;
        pair.scores().ifPresent(scores -> {
            withScores++;
            gaps += scores.gap();
        });
        pair.agreement()
                .ifPresent(share -> agreement.merge(String.format(Locale.ROOT, "%.2f", share), 1, Integer::sum));
    }

    private PairAccount account() {
        return new PairAccount(
                records,
                completions,
                used,
                pairs,
                leftOut,
                refused,
                problems,
                tied,
                close,
                beyond,
                sharedBest,
                unscored,
                withScores == 0 ? 0 : gaps / withScores,
                unanimous,
                unanimousTies,
                agreement);
    }
}
