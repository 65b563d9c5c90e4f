package org.dpoworkbench.engine.sample;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import org.dpoworkbench.engine.sample.Grammar.Alternative;

/// The writing of one text by the grammar. Words once used are not used again in it while their rule has others, so
/// that no review praises the same thing twice in the same word.
final class Derivation {
    private final Grammar grammar;
    private final String domain;
    private final Random random;
    private final Set<String> used = new HashSet<>();

    Derivation(Grammar grammar, String domain, Random random) {
        this.grammar = grammar;
        this.domain = domain;
        this.random = random;
    }

    /// The text with every symbol written out.
    ///
    /// @param sentiment in [-1, 1]
    String write(String text, double sentiment) {
        return Grammar.SYMBOL.matcher(text).replaceAll(symbol -> {
            double turned = symbol.group(1).isEmpty() ? sentiment : -sentiment;
            return Matcher.quoteReplacement(write(choose(symbol.group(2), turned), turned));
        });
    }

    /// An alternative of the rule, its symbols not yet written out.
    String choose(String rule, double sentiment) {
        List<Alternative> all = grammar.rule(domain, rule);
        List<Alternative> unused =
                all.stream().filter(a -> !used.contains(a.text())).toList();
        Alternative chosen = draw(unused.isEmpty() ? all : unused, sentiment);
        if (chosen.terminal()) {
            used.add(chosen.text());
        }
        return chosen.text();
    }

    private Alternative draw(List<Alternative> alternatives, double sentiment) {
        double[] weights = new double[alternatives.size()];
        double total = 0;
        for (int i = 0; i < weights.length; i++) {
            Alternative alternative = alternatives.get(i);
            weights[i] = alternative.weight() * StrictMath.exp(grammar.pull() * sentiment * alternative.valence());
            total += weights[i];
        }
        double left = random.nextDouble() * total;
        for (int i = 0; i < weights.length - 1; i++) {
            left -= weights[i];
            if (left < 0) {
                return alternatives.get(i);
            }
        }
        return alternatives.getLast();
    }
}
