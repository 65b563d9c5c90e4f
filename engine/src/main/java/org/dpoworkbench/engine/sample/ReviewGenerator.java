package org.dpoworkbench.engine.sample;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/// Writes short English reviews of films, books, cafés, concerts, guesthouses and exhibitions: neutral beginnings, and
/// for each as many endings as are asked for, with a latent sentiment.
public final class ReviewGenerator {
    private static final double NEUTRAL = 0;
    private static final int MOST_REMARKS = 3;
    private static final int FEWEST_PIECES = 8;
    private static final int MOST_PIECES = 40;
    private static final Pattern VOWEL_AFTER_A = Pattern.compile("\\b([Aa]) (?=[aeiou])");

    private final Grammar grammar;
    private final List<String> domains;
    private final Random random;

    /// The beginning of a review.
    ///
    /// @param prompt the text, without a space at its end
    /// @param ending what the grammar makes the completion's first sentence of
    public record Opening(String domain, String prompt, String ending) {}

    /// @param seed decides every text and their order
    public ReviewGenerator(long seed) {
        this(Grammar.load(TrueReward.load()), new Streams(seed).of("reviews"));
    }

    ReviewGenerator(Grammar grammar, Random random) {
        this.grammar = grammar;
        this.domains = List.copyOf(grammar.domains().keySet());
        this.random = random;
    }

    /// A new beginning, without sentiment.
    public Opening opening() {
        String domain = domains.get(random.nextInt(domains.size()));
        Derivation derivation = new Derivation(grammar, domain, random);
        // The ending is left unwritten: the symbols after the bar are those of the completion.
        String[] parts = derivation.choose("review", NEUTRAL).split("\\|", 2);
        return new Opening(domain, sentence(derivation.write(parts[0], NEUTRAL)), parts[1]);
    }

    /// A new completion of that beginning: a space, the rest of its sentence, up to three sentences more.
    /// It has 8 to 40 words and marks, each of which is a token to the sample project's tokenizer.
    ///
    /// @param sentiment in [-1, 1]: how the writer leans; chance decides each word, so texts of one
    ///                  sentiment differ. Happy writers go on a little more often than unhappy ones.
    public String completion(Opening opening, double sentiment) {
        while (true) {
            String text = draft(opening, sentiment);
            int pieces = PreTokenizer.pieces(text).size();
            if (pieces >= FEWEST_PIECES && pieces <= MOST_PIECES) {
                return text;
            }
        }
    }

    private String draft(Opening opening, double sentiment) {
        Derivation derivation = new Derivation(grammar, opening.domain(), random);
        StringBuilder text = new StringBuilder(withArticles(derivation.write(opening.ending(), sentiment)));
        for (int i = 0; i < MOST_REMARKS && random.nextDouble() < 0.6 + 0.15 * sentiment; i++) {
            text.append(' ').append(sentence(derivation.write("{sentence}.", sentiment)));
        }
        return text.toString();
    }

    /// A completion by a writer of any sentiment, all equally likely.
    public String completion(Opening opening) {
        return completion(opening, 2 * random.nextDouble() - 1);
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + withArticles(text).substring(1);
    }

    private static String withArticles(String text) {
        return VOWEL_AFTER_A.matcher(text).replaceAll("$1n ");
    }
}
