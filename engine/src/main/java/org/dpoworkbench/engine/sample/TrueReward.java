package org.dpoworkbench.engine.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The sample project's true reward: the sentiment of a text by a lexicon, a function of the text alone.
///
/// The text is read in lower case as words (letters and apostrophes) and the marks `. , ; : ! ?`; everything else
/// parts words and counts nothing. The i-th of the n words with a valence v (-3 to 3) gets
/// `a_i = v/4 * m * g`, where
/// - m = 4/3 if the word directly before is an intensifier ("very"), 2/3 if it is a softener ("rather"), else 1;
/// - g = -1/2 if one of the three words before is a negator ("not") with no mark and no break ("but") in between, else
/// 1.
///
/// The reward is `(a_1 + ... + a_n) / (n + 1)`, in (-1, 1); 0 for a text without such words. As |a_i| <= 1, it is the
/// mean of the opinions, drawn towards 0 as one neutral opinion more would do: three kind words say more than one. So
/// it has no term for length, but a longer text has room for more opinions, and one that repeats a praise without end
/// comes near 1 — which a policy may find.
public final class TrueReward implements SampleReward {
    /// The name under which `project.yaml` declares this reward.
    public static final String NAME = "controlled-sentiment";

    private static final Pattern WORD_OR_MARK = Pattern.compile("[\\p{L}']+|[.,;:!?]");
    private static final int NEGATION_REACH = 3;
    private static final double LARGEST_VALENCE = 4;

    private final Lexicon lexicon;

    TrueReward(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    public static TrueReward load() {
        return new TrueReward(SampleResource.yaml("lexicon.yaml", Lexicon.class));
    }

    /// The completion's reward; the prompts are neutral and not looked at.
    @Override
    public double of(String prompt, String completion) {
        return of(completion);
    }

    /// The text's reward, in (-1, 1).
    public double of(String text) {
        double[] opinions = opinions(text);
        return sum(opinions) / (opinions.length + 1);
    }

    /// The sum of what the text's words say, in the lexicon's unit: 2 for "good, nice".
    double valence(String text) {
        return LARGEST_VALENCE * sum(opinions(text));
    }

    private double[] opinions(String text) {
        List<String> words = WORD_OR_MARK
                .matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(found -> found.group())
                .toList();
        List<Double> opinions = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Integer valence = lexicon.valences().get(words.get(i));
            if (valence != null) {
                opinions.add(valence / LARGEST_VALENCE * strength(words, i) * (negated(words, i) ? -0.5 : 1));
            }
        }
        return opinions.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private double strength(List<String> words, int i) {
        if (i == 0) {
            return 1;
        }
        String before = words.get(i - 1);
        return lexicon.intensifiers().contains(before)
                ? 4.0 / 3
                : lexicon.softeners().contains(before) ? 2.0 / 3 : 1;
    }

    private boolean negated(List<String> words, int i) {
        for (int before = i - 1; before >= Math.max(0, i - NEGATION_REACH); before--) {
            String word = words.get(before);
            if (lexicon.negators().contains(word)) {
                return true;
            }
            if (lexicon.breaks().contains(word) || !Character.isLetter(word.charAt(word.length() - 1))) {
                return false;
            }
        }
        return false;
    }

    /// In the text's order, so that a text always has the same value to the last bit.
    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
