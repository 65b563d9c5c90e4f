package org.dpoworkbench.engine.sample;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A probabilistic grammar whose choices lean towards a sentiment; `grammar.yaml` says how it is written.
///
/// @param pull    how strongly the sentiment draws, per unit of valence
/// @param shared  rules by name, for every domain
/// @param domains rules by name of each domain, which win over the shared ones
record Grammar(
        double pull, Map<String, List<Alternative>> shared, Map<String, Map<String, List<Alternative>>> domains) {
    /// `{name}` or, for the opposite sentiment, `{-name}`.
    static final Pattern SYMBOL = Pattern.compile("\\{(-?)([a-z]+)}");

    private static final Pattern WEIGHTED = Pattern.compile("(\\d+) (.*)");

    /// One way to write a rule.
    ///
    /// @param valence  of its own words, by the lexicon
    /// @param terminal whether it is words only
    record Alternative(String text, double weight, double valence, boolean terminal) {
        static Alternative of(String written, TrueReward reward) {
            Matcher weighted = WEIGHTED.matcher(written);
            String text = weighted.matches() ? weighted.group(2) : written;
            double weight = weighted.matches() ? Integer.parseInt(weighted.group(1)) : 1;
            String ownWords = SYMBOL.matcher(text).replaceAll(" ");
            return new Alternative(
                    text,
                    weight,
                    reward.valence(ownWords),
                    !SYMBOL.matcher(text).find());
        }
    }

    /// The grammar as its file has it.
    record Written(double pull, Map<String, List<String>> shared, Map<String, Map<String, List<String>>> domains) {}

    static Grammar load(TrueReward reward) {
        Written written = SampleResource.yaml("grammar.yaml", Written.class);
        Map<String, Map<String, List<Alternative>>> domains = new LinkedHashMap<>();
        written.domains().forEach((name, rules) -> domains.put(name, parsed(rules, reward)));
        return new Grammar(written.pull(), parsed(written.shared(), reward), domains);
    }

    private static Map<String, List<Alternative>> parsed(Map<String, List<String>> rules, TrueReward reward) {
        Map<String, List<Alternative>> parsed = new LinkedHashMap<>();
        rules.forEach((name, written) -> parsed.put(
                name, written.stream().map(text -> Alternative.of(text, reward)).toList()));
        return parsed;
    }

    /// The rule's alternatives in that domain.
    List<Alternative> rule(String domain, String name) {
        List<Alternative> own = domains.get(domain).get(name);
        List<Alternative> alternatives = own == null ? shared.get(name) : own;
        if (alternatives == null) {
            throw new IllegalStateException("grammar.yaml has no rule \"" + name + "\" for " + domain);
        }
        return alternatives;
    }
}
