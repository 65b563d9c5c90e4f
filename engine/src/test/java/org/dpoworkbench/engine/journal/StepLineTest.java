package org.dpoworkbench.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// The control is the reader that makes a tree of the line.
class StepLineTest {

    @Property(tries = 2000, seed = "42")
    void aLineSaysTheSameByEitherWay(@ForAll("lines") String line) {
        assertThat(quick(line)).isEqualTo(byTree(line));
    }

    @Property(tries = 2000, seed = "42")
    void aDamagedLineSaysTheSameByEitherWay(
            @ForAll("lines") String line, @ForAll int where, @ForAll("fragments") String put) {
        int at = Math.floorMod(where, line.length());
        String damaged = line.substring(0, at) + put + line.substring(Math.min(line.length(), at + put.length()));
        assertThat(quick(damaged)).isEqualTo(byTree(damaged));
    }

    @Example
    void whatAWriterWritesIsReadTheQuickWay() {
        byte[] line = """
                {"seq":19,"time":"2026-11-21T06:18:34.312187184Z","type":"step","step":1,\
                "metrics":{"loss":0.6931471805599453,"learning_rate":2.5E-5,"num_tokens":801}}""".getBytes(StandardCharsets.UTF_8);
        assertThat(StepLine.read(line, 0, line.length)).hasValueSatisfying(entry -> {
            assertThat(entry.seq()).isEqualTo(19);
            assertThat(entry.time()).isEqualTo("2026-11-21T06:18:34.312187184Z");
            Event.Step step = (Event.Step) entry.event();
            assertThat(step.metrics())
                    .containsEntry("loss", 0.6931471805599453)
                    .containsEntry("learning_rate", 2.5e-5)
                    .containsEntry("num_tokens", 801.0);
        });
    }

    private static String quick(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        try {
            return EntryReader.read(bytes, 0, bytes.length).toString();
        } catch (EntryReader.BadLine e) {
            return "bad: " + e.getMessage();
        }
    }

    private static String byTree(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        try {
            return EntryReader.readAny(bytes, 0, bytes.length).toString();
        } catch (EntryReader.BadLine e) {
            return "bad: " + e.getMessage();
        }
    }

    @Provide
    Arbitrary<String> lines() {
        Arbitrary<String> metrics = Combinators.combine(names(), numbers())
                .as((name, number) -> "\"" + name + "\":" + number)
                .list()
                .ofMaxSize(6)
                .map(all -> String.join(",", all));
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.of("2026-11-21T06:18:34.312187184Z", "2026-11-21T06:18:34Z", "yesterday"),
                        Arbitraries.of("step", "step", "step", "evaluation", "unheard"),
                        Arbitraries.frequencyOf(
                                Tuple.of(8, Arbitraries.integers().map(String::valueOf)),
                                Tuple.of(2, Arbitraries.of("1.0", "null", "99999999999", "\"7\""))),
                        metrics,
                        Arbitraries.of("", "", "", ",\"more\":[1]", " ", "x"))
                .as((seq, time, type, step, values, rest) ->
                        "{\"seq\":%d,\"time\":\"%s\",\"type\":\"%s\",\"step\":%s,\"metrics\":{%s}%s}"
                                .formatted(seq, time, type, step, values, rest));
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of("loss", "rewards/margins", "Δ", "a\\\"b", "\\u0041", "");
    }

    private static Arbitrary<String> numbers() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.doubles().map(String::valueOf)),
                Tuple.of(2, Arbitraries.longs().map(String::valueOf)),
                Tuple.of(
                        2,
                        Arbitraries.integers()
                                .between(0, 9)
                                .list()
                                .ofSize(40)
                                .map(digits -> "0."
                                        + digits.stream().map(String::valueOf).collect(Collectors.joining()))),
                Tuple.of(
                        1,
                        Arbitraries.of(List.of(
                                "-0",
                                "-0.0",
                                "1e999",
                                "4.9e-324",
                                "2.4703282292062328e-324",
                                "NaN",
                                "null",
                                "\"1\"",
                                "true",
                                "18446744073709551616",
                                "01",
                                "1.",
                                "{}"))));
    }

    @Provide
    Arbitrary<String> fragments() {
        return Arbitraries.of("", "}", "{", "\"", ",", ":", "e", "\0", "ÿ", "0", "step", "null");
    }
}
