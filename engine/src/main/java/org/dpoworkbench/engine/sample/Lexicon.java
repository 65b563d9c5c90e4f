package org.dpoworkbench.engine.sample;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dpoworkbench.engine.problem.Problems;

/// The words that carry sentiment and those that change it, all in lower case.
///
/// @param valences     -3 to 3 but not 0, by word
/// @param intensifiers words that strengthen the one after them
/// @param softeners    words that weaken the one after them
/// @param negators     words that turn around what follows
/// @param breaks       words that end a negation's reach
record Lexicon(
        Map<String, Integer> valences,
        Set<String> intensifiers,
        Set<String> softeners,
        Set<String> negators,
        Set<String> breaks) {

    /// The lexicon as its file has it: words by valence. A word may stand under one valence only.
    @JsonCreator
    static Lexicon of(
            @JsonProperty("valences") Map<Integer, List<String>> words,
            @JsonProperty("intensifiers") Set<String> intensifiers,
            @JsonProperty("softeners") Set<String> softeners,
            @JsonProperty("negators") Set<String> negators,
            @JsonProperty("breaks") Set<String> breaks) {
        Map<String, Integer> valences = new HashMap<>();
        Problems problems = Problems.in("lexicon");
        words.forEach((valence, list) -> {
            problems.check(valence != 0 && Math.abs(valence) <= 3, "a valence is -3 to 3 and not 0, is %s", valence);
            for (String word : list) {
                problems.check(valences.put(word, valence) == null, "\"%s\" stands twice", word);
            }
        });
        problems.throwIfAny();
        return new Lexicon(valences, intensifiers, softeners, negators, breaks);
    }
}
