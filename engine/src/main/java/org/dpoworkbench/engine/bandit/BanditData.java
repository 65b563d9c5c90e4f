package org.dpoworkbench.engine.bandit;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.config.Named;

/// What is known of three actions a, b, c: comparisons, each as often as it was made.
@SuppressWarnings("ImmutableEnumChecker") // the list is an unmodifiable one of records
public enum BanditData implements Named {
    /// Azar et al. 2023, section 5: `a ≻ b ≻ c`, every two compared once.
    TOTAL_ORDER("total-order", "a beats b, b beats c, a beats c", won(0, 1), won(1, 2), won(0, 2)),
    /// A partial order: b and c are never compared.
    ONE_WINNER("one-winner", "a beats b and c", won(0, 1), won(0, 2)),
    /// A partial order: a and b are never compared.
    ONE_LOSER("one-loser", "a and b beat c", won(0, 2), won(1, 2)),
    /// Two of three say that a is better; c is not compared at all.
    MAJORITY("majority", "a beats b twice, b beats a once", won(0, 1), won(0, 1), won(1, 0));

    /// How many actions there are.
    public static final int ACTIONS = 3;

    /// One comparison, by the actions' numbers.
    public record Comparison(int chosen, int rejected) {}

    private final String text;
    private final String meaning;
    private final List<Comparison> comparisons;

    BanditData(String text, String meaning, Comparison... comparisons) {
        this.text = text;
        this.meaning = meaning;
        this.comparisons = List.of(comparisons);
    }

    private static Comparison won(int chosen, int rejected) {
        return new Comparison(chosen, rejected);
    }

    /// What an action is called: `a`, `b` or `c`.
    public static String action(int number) {
        return String.valueOf((char) ('a' + number));
    }

    /// The data that a preference file of the bandit project holds.
    public static Optional<BanditData> inFile(Path file) {
        return Arrays.stream(values())
                .filter(data -> file.endsWith(data.text() + ".jsonl"))
                .findFirst();
    }

    @Override
    public String text() {
        return text;
    }

    /// In words.
    public String meaning() {
        return meaning;
    }

    public List<Comparison> comparisons() {
        return comparisons;
    }
}
