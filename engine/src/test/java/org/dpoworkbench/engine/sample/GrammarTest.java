package org.dpoworkbench.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.dpoworkbench.engine.sample.Grammar.Alternative;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {
    private static final Grammar GRAMMAR = Grammar.load(TrueReward.load());

    static Stream<String> domains() {
        return GRAMMAR.domains().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("domains")
    void everySymbolHasARule(String domain) {
        Stream.concat(GRAMMAR.shared().values().stream(), GRAMMAR.domains().get(domain).values().stream())
                .flatMap(List::stream)
                .flatMap(alternative ->
                        Grammar.SYMBOL.matcher(alternative.text()).results())
                .forEach(symbol ->
                        assertThat(GRAMMAR.rule(domain, symbol.group(2))).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"general", "particular", "manner", "mood", "judgement", "felt", "attitude", "tasty", "sleep"})
    void theLexiconKnowsEveryOpinion(String rule) {
        assertThat(everywhere(rule))
                .isNotEmpty()
                .allSatisfy(opinion ->
                        assertThat(opinion.valence()).as(opinion.text()).isNotZero());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subject",
                "scene",
                "topic",
                "person",
                "situation",
                "partner",
                "thing",
                "day",
                "maker",
                "place",
                "kind",
                "companion",
                "audience",
                "aspect",
                "aspects",
                "food",
                "venue",
                "fact",
                "repeat",
                "made",
                "where"
            })
    void theLexiconHasNoOpinionOnFacts(String rule) {
        assertThat(everywhere(rule))
                .isNotEmpty()
                .allSatisfy(fact -> assertThat(fact.valence()).as(fact.text()).isZero());
    }

    private static List<Alternative> everywhere(String rule) {
        return Stream.concat(Stream.of(GRAMMAR.shared()), GRAMMAR.domains().values().stream())
                .flatMap(rules -> rules.getOrDefault(rule, List.of()).stream())
                .toList();
    }
}
