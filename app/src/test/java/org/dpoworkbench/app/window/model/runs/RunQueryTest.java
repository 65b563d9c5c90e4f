package org.dpoworkbench.app.window.model.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dpoworkbench.app.report.Flat;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.app.window.model.run.RunSummary;
import org.dpoworkbench.app.window.model.runs.RunTerm.Operator;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunQueryTest {
    /// DPO, beta 0.1, learning rate 5e-6, running at loss 0.5 with 75 % held-out accuracy.
    private static final RunFacts RUN = facts(
            RecordedRuns.config(new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.SUM), Optional.empty()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "dpo",
                "DPO running",
                "beta=0.1",
                "β=0.10",
                "lr>1e-6",
                "learning_rate>=5e-6",
                "lr<=5e-6",
                "optimizer.learning_rate=0.000005",
                "tag:paper",
                "tag:pap state:run",
                "tag=PAPER",
                "loss<0.6",
                "accuracy>=0.75",
                "acc!=0.7",
                "loss_type=sigmoid",
                "loss:dpo",
                "model:tiny",
                "-state:failed",
                "-tag:draft name:\"second try\"",
                "\"second try\"",
                "beta=",
                "lr>"
            })
    void aRunIsFoundBy(String query) {
        assertThat(RunQuery.parse(query).matches(RUN)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ipo",
                "beta=0.2",
                "beta!=0.1",
                "lr>5e-6",
                "lr<5e-6",
                "tag:draft",
                "state:finished",
                "loss>0.6",
                "kl<1",
                "-dpo",
                "-beta=0.1",
                "\"try second\"",
                "dpo state:failed",
                "model<3"
            })
    void aRunIsNotFoundBy(String query) {
        assertThat(RunQuery.parse(query).matches(RUN)).isFalse();
    }

    @Test
    void aFieldThatNoRunHasIsToldRatherThanFindingNothingInSilence() {
        assertThat(RunQuery.parse("bata=0.1 tag:x -lr>1 word").unknownFields(List.of(RUN)))
                .containsExactly("bata");
    }

    @Property
    void everyTextIsAQuery(@ForAll String typed) {
        RunQuery.parse(typed).matches(RUN);
    }

    @Property
    void whatAQueryPrintsItReads(@ForAll("queries") RunQuery query) {
        assertThat(RunQuery.parse(query.text())).isEqualTo(query);
    }

    @Property
    void termsHoldTogether(@ForAll("queries") RunQuery one, @ForAll("queries") RunQuery other) {
        RunQuery both = RunQuery.parse(one.text() + " " + other.text());
        assertThat(both.matches(RUN)).isEqualTo(one.matches(RUN) && other.matches(RUN));
    }

    @Provide
    Arbitrary<RunQuery> queries() {
        Arbitrary<String> fields = Arbitraries.of("beta", "learning_rate", "tag", "state", "name", "loss", "model");
        Arbitrary<String> values =
                Arbitraries.strings().excludeChars('"').ofMinLength(1).ofMaxLength(8);
        Arbitrary<RunTerm> plain = Arbitraries.oneOf(
                values.map(RunTerm.Word::new),
                Combinators.combine(fields, values).as(RunTerm.Has::new),
                Combinators.combine(fields, Arbitraries.of(Operator.class), values)
                        .as(RunTerm.Compares::new));
        return Arbitraries.oneOf(plain, plain.map(RunTerm.Not::new))
                .list()
                .ofMaxSize(4)
                .map(RunQuery::new);
    }

    private static RunFacts facts(RunConfig config) {
        var summary = new RunSummary(
                "20261121-143205-dpo",
                Optional.of(config),
                Optional.of(RunState.RUNNING),
                40,
                100,
                OptionalDouble.of(0.5),
                OptionalDouble.of(0.75),
                Optional.empty(),
                Optional.empty());
        return new RunFacts("my second try", Set.of("paper", "sweep-1"), summary, Flat.settings(config));
    }
}
