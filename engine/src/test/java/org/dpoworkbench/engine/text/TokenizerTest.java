package org.dpoworkbench.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.dpoworkbench.engine.data.SharedFiles;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTest {
    @TempDir
    Path folder;

    /// llama.cpp's test strings for the GPT-2 vocabulary, with the ids that it expects.
    @Test
    void gpt2MakesTheIdsThatLlamaCppExpects() throws IOException {
        Path gpt2 = SharedFiles.find("data/tokenizers/gpt2/tokenizer.json");
        String[] texts = Files.readString(gpt2.resolveSibling("ggml-vocab-gpt-2.gguf.inp"))
                .split("\n__ggml_vocab_test__\n", -1);
        String[] ids = Files.readString(gpt2.resolveSibling("ggml-vocab-gpt-2.gguf.out"))
                .split("\n", -1);

        assertThat(texts).hasSameSizeAs(ids).hasSize(47);
        try (Tokenizer tokenizer = Tokenizer.open(gpt2)) {
            for (int i = 0; i < texts.length; i++) {
                assertThat(tokenizer.encodePlain(texts[i])).as(texts[i]).isEqualTo(ints(ids[i]));
                assertThat(tokenizer.decode(ints(ids[i]))).isEqualTo(texts[i]);
            }
            assertThat(tokenizer.vocabularySize()).isEqualTo(50257);
            assertThat(tokenizer.idOf("<|endoftext|>")).hasValue(50256);
        }
    }

    @Test
    void longTextsAreNotCutAndShortOnesNotPadded() {
        try (Tokenizer tokenizer = Goldens.tokenizer()) {
            assertThat(tokenizer.encode("a".repeat(3000))).hasSize(3000);
            assertThat(tokenizer.encode("a")).hasSize(1);
            assertThat(tokenizer.encode("")).isEmpty();
        }
    }

    /// The facts that its data's README states.
    @Test
    void tinyStoriesBeginsWithBosOnceAndItsEosTextIsNoEosToken() {
        Path folder = SharedFiles.find("data/models/TinyStories-656K");
        try (TextModel model = TextModel.open(folder, new TextLimits(2048, 512, false))) {
            Tokenizer tokenizer = model.tokenizer().orElseThrow();

            assertThat(model.eosId()).hasValue(2);
            assertThat(model.bosId()).hasValue(1);
            assertThat(model.endTokens()).containsExactly(2);
            assertThat(tokenizer.vocabularySize()).isEqualTo(2048);
            int[] ids = tokenizer.encode("Once upon a time<|end_story|>");
            assertThat(ids[0]).isEqualTo(1);
            assertThat(Arrays.stream(ids).skip(1)).doesNotContain(1, 2);
            assertThat(tokenizer.encodePlain("Once")).doesNotContain(1);
        }
    }

    @Test
    void manyTextsAtOnceAreTheSameAsOneByOne() {
        try (Tokenizer tokenizer = Goldens.tokenizer()) {
            var texts = Stream.iterate("a日", text -> text + "b ").limit(200).toList();

            assertThat(tokenizer.encodeAll(texts))
                    .usingRecursiveComparison()
                    .isEqualTo(texts.stream().map(tokenizer::encode).toList());
        }
    }

    @Test
    void aFileThatIsNoTokenizerIsNamed() throws IOException {
        Path file = folder.resolve("tokenizer.json");

        Files.writeString(file, "{");
        assertThatThrownBy(() -> Tokenizer.open(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("tokenizer.json");
        Files.writeString(file, "{\"model\":{\"type\":\"NoSuch\",\"vocab\":{\"a\":0}}}");
        assertThatThrownBy(() -> Tokenizer.open(file))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("tokenizer.json", "no tokenizer that can be used");
    }

    @Test
    void whereTheCacheFolderCannotBeMadeTheLibraryGoesToATemporaryOne() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        Path instead = TokenizerNatives.folder(file);

        assertThat(instead).isDirectory().isWritable();
        Files.delete(instead);
    }

    @Test
    void theNativeLibraryIsNotUnpackedIntoDjlsFolder() {
        TokenizerNatives.prepare();

        assertThat(System.getProperty(TokenizerNatives.TRACKING)).isEqualTo("true");
        assertThat(System.getProperty(TokenizerNatives.FOLDER)).doesNotContain(".djl.ai");
    }

    private static int[] ints(String line) {
        return Arrays.stream(line.trim().split(" "))
                .filter(id -> !id.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
