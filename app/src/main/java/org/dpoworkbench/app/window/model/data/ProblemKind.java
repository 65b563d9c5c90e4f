package org.dpoworkbench.app.window.model.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.text.Fate;
import org.dpoworkbench.engine.text.InspectedRecord;
import org.dpoworkbench.ui.Messages;

/// What can be the matter with a record. Each has a bit, so that a row holds all of its own in one number.
///
/// @param word    one or two words for a tag
/// @param meaning what such records have in common, a clause
public record ProblemKind(int number, Severity severity, String word, String meaning) {
    /// What a run does about it.
    public enum Severity {
        /// Stops a run.
        REFUSED,
        /// Left out of a run and counted.
        DROPPED,
        /// Used and counted.
        FOUND
    }

    private static final List<ProblemKind> ALL = all();

    /// Every kind, the gravest first.
    public static List<ProblemKind> kinds() {
        return ALL;
    }

    @SuppressWarnings("EnumOrdinal") // ALL is made of them in their order
    public static ProblemKind of(Drop reason) {
        return ALL.get(1 + reason.ordinal());
    }

    @SuppressWarnings("EnumOrdinal")
    public static ProblemKind of(Finding finding) {
        return ALL.get(1 + Drop.values().length + finding.ordinal());
    }

    public static ProblemKind refused() {
        return ALL.getFirst();
    }

    public static ProblemKind unused() {
        return ALL.getLast();
    }

    public long bit() {
        return 1L << number;
    }

    /// The bits of everything that is the matter with a record.
    static long bits(InspectedRecord record) {
        long bits = switch (record.fate()) {
            case Fate.Refused _ -> refused().bit();
            case Fate.Dropped(Drop reason) -> of(reason).bit();
            case Fate.Unused _ -> unused().bit();
            case Fate.Trained _, Fate.HeldOut _ -> 0;
        };
        for (Finding finding : record.findings()) {
            bits |= of(finding).bit();
        }
        return bits;
    }

    private static List<ProblemKind> all() {
        List<ProblemKind> kinds = new ArrayList<>();
        kinds.add(new ProblemKind(
                0, Severity.REFUSED, Messages.text("data.tag.refused"), Messages.text("data.meaning.refused")));
        for (Drop reason : Drop.values()) {
            kinds.add(new ProblemKind(kinds.size(), Severity.DROPPED, ProblemWords.of(reason), reason.meaning()));
        }
        for (Finding finding : Finding.values()) {
            kinds.add(new ProblemKind(kinds.size(), Severity.FOUND, ProblemWords.of(finding), finding.meaning()));
        }
        kinds.add(new ProblemKind(
                kinds.size(),
                Severity.DROPPED,
                Messages.text("data.tag.unused"),
                Messages.text("data.meaning.unused")));
        return List.copyOf(kinds);
    }

    static Stream<ProblemKind> in(long bits) {
        return ALL.stream().filter(kind -> (bits & kind.bit()) != 0);
    }
}
