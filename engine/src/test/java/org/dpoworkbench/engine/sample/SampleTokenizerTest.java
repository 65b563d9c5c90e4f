package org.dpoworkbench.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The written `tokenizer.json` as the `tokenizers` library runs it.
class SampleTokenizerTest {
    private static final SampleProject PROJECT = SampleProject.of(SampleProject.SEED);
    private static HuggingFaceTokenizer tokenizer;

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws IOException {
        PROJECT.writeData(folder);
        tokenizer = HuggingFaceTokenizer.newInstance(
                folder.resolve(SampleProject.MODEL), Map.of("truncation", "false", "padding", "false"));
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    private static long[] ids(String text) {
        return tokenizer.encode(text, true, false).getIds();
    }

    @Test
    void everyGeneratedTextComesBack() {
        List<String> texts =
                PROJECT.data().corpus().stream().map(SampleText::text).toList();

        assertThat(texts)
                .allSatisfy(
                        text -> assertThat(tokenizer.decode(ids(text), false)).isEqualTo(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "  two  spaces ",
                "tab\tnewline\n\r\n",
                "don't we'll I'm",
                "ÆØÅ ß ﬁ",
                "映画はとても良かった。",
                "🦦👩‍👩‍👧 e\u0301",
                "\u0000\u007f\uffff",
                "café 1234 %$#@",
                "مرحبا שלום"
            })
    void anyOtherTextComesBackToo(String text) {
        assertThat(tokenizer.decode(ids(text), false)).isEqualTo(text);
    }

    @Test
    void everyCharacterOfOneOrTwoBytesComesBack() {
        String characters =
                IntStream.range(0, 0x800).mapToObj(Character::toString).collect(Collectors.joining());

        assertThat(tokenizer.decode(ids(characters), false)).isEqualTo(characters);
    }

    @Test
    void theEndOfTextIsOneTokenAndNothingIsAdded() {
        assertThat(ids("<|endoftext|>")).containsExactly(0);
        assertThat(ids("")).isEmpty();
    }

    @Test
    void promptTokensNeverMergeWithTheCompletion() {
        assertThat(pairs()).allSatisfy(pair -> {
            for (String completion : List.of(pair.chosen(), pair.rejected())) {
                assertThat(ids(pair.prompt() + completion))
                        .isEqualTo(LongStream.concat(LongStream.of(ids(pair.prompt())), LongStream.of(ids(completion)))
                                .toArray());
            }
        });
    }

    @Test
    void completionsHaveEightToFortyTokens() {
        Stream<String> completions = Stream.concat(
                pairs().flatMap(pair -> Stream.of(pair.chosen(), pair.rejected())),
                PROJECT.data().corpus().stream().map(SampleText::completion));

        IntSummaryStatistics lengths =
                completions.mapToInt(completion -> ids(completion).length).summaryStatistics();
        assertThat(lengths.getMin()).isGreaterThanOrEqualTo(8);
        assertThat(lengths.getMax()).isLessThanOrEqualTo(40);
    }

    @Test
    void theReadmeTellsTheLengthGap() throws IOException {
        double gap = PROJECT.data().train().stream()
                .mapToDouble(pair -> ids(pair.chosen()).length - ids(pair.rejected()).length)
                .average()
                .orElseThrow();
        String readme = Files.readString(folder.resolve("README.md"));
        String told = readme.replaceAll("(?s).*longer by ([0-9.]+) tokens.*", "$1");

        assertThat(gap).isBetween(0.5, 2.0);
        assertThat(Double.parseDouble(told)).isCloseTo(gap, within(0.005 + 1e-9));
    }

    private static Stream<SamplePair> pairs() {
        return Stream.concat(PROJECT.data().train().stream(), PROJECT.data().test().stream());
    }
}
