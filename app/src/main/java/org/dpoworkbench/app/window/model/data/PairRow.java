package org.dpoworkbench.app.window.model.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.Judgement;
import org.dpoworkbench.engine.data.LengthStatistics.Lengths;
import org.dpoworkbench.engine.data.PairIdentity;
import org.dpoworkbench.engine.data.PairTexts;
import org.dpoworkbench.engine.text.Fate;
import org.dpoworkbench.engine.text.InspectedRecord;

/// A line of the table of pairs. What the table sorts by is at hand; texts are made when they are looked at, and of a
/// large file read for it.
public final class PairRow {
    /// Where no length is known: sorts before every length.
    public static final int UNKNOWN = Integer.MIN_VALUE;

    private static final int PREVIEW = 240;
    private static final Lengths NONE = new Lengths(UNKNOWN, UNKNOWN, UNKNOWN);

    private final InspectedRecord inspected;
    private final String source;
    private final long problems;

    PairRow(InspectedRecord inspected, String source) {
        this.inspected = inspected;
        this.source = source;
        this.problems = ProblemKind.bits(inspected);
    }

    public InspectedRecord inspected() {
        return inspected;
    }

    /// The file's name.
    public String source() {
        return source;
    }

    Path file() {
        return Path.of(inspected.place().file());
    }

    /// Its line or element, from 1.
    public long number() {
        return inspected.place().number();
    }

    /// What names the pair in exclusions; absent where the record is no pair.
    public Optional<String> id() {
        return inspected.identity().map(PairIdentity::id);
    }

    public int promptLength() {
        return inspected.lengths().orElse(NONE).prompt();
    }

    public int chosenLength() {
        return inspected.lengths().orElse(NONE).chosen();
    }

    public int rejectedLength() {
        return inspected.lengths().orElse(NONE).rejected();
    }

    /// Tokens of the only completion.
    public int answerLength() {
        return Math.max(chosenLength(), rejectedLength());
    }

    /// Chosen less rejected, in tokens.
    public int gap() {
        return inspected.lengths().map(l -> l.chosen() - l.rejected()).orElse(UNKNOWN);
    }

    public long problems() {
        return problems;
    }

    public List<ProblemKind> problemKinds() {
        return ProblemKind.in(problems).toList();
    }

    public boolean isExcluded() {
        return (problems & ProblemKind.of(Drop.EXCLUDED).bit()) != 0;
    }

    /// What the record says of its completions; absent where it cannot be read.
    public Optional<Judgement> judgement() {
        return inspected.content().map(InspectedRecord.Content::judgement);
    }

    /// Whether the only completion is wanted; absent where the record has no such label.
    public Optional<Boolean> desirable() {
        return judgement()
                .filter(Judgement.Labelled.class::isInstance)
                .map(judgement -> ((Judgement.Labelled) judgement).desirable());
    }

    /// How good each completion is, in their order; none where the record does not say it.
    public List<Judgement.Grade> grades() {
        return judgement().orElse(new Judgement.Unjudged())
                        instanceof Judgement.Graded(List<Judgement.Grade> grades, int _)
                ? grades
                : List.of();
    }

    /// How many completions it has.
    public int completions() {
        return inspected.content().map(InspectedRecord.Content::completions).orElse(UNKNOWN);
    }

    /// Whether the texts are in memory.
    boolean isAtHand() {
        return inspected.content().map(InspectedRecord.Content::atHand).orElse(true);
    }

    /// The beginnings of the texts, each in one line; read where they are not at hand.
    PairTexts preview() {
        PairTexts texts = inspected.texts().orElseGet(() -> new PairTexts(reason(), List.of()));
        return new PairTexts(
                inspected.content().isPresent() ? end(texts.prompt()) : line(texts.prompt()),
                texts.completions().stream().map(PairRow::line).toList());
    }

    /// Where there is no text to show, why.
    private String reason() {
        return inspected.fate() instanceof Fate.Refused(String reason) ? reason : "";
    }

    private static String line(String text) {
        return (text.length() > PREVIEW ? text.substring(0, PREVIEW) : text)
                .replaceAll("\\s+", " ")
                .strip();
    }

    /// Prompts of conversations begin alike: of a long one the end says more.
    private static String end(String prompt) {
        return prompt.length() > PREVIEW ? "… " + line(prompt.substring(prompt.length() - PREVIEW / 2)) : line(prompt);
    }

    /// Whether it is the same record, read another time.
    boolean isSame(PairRow other) {
        return inspected.place().equals(other.inspected.place());
    }
}
