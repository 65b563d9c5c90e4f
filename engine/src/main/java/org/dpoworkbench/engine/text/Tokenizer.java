package org.dpoworkbench.engine.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.problem.UserError;

/// A `tokenizer.json` as Hugging Face's `tokenizers` library runs it, never truncating, never padding. Safe for use by
/// several threads at once.
public final class Tokenizer implements AutoCloseable {
    static {
        TokenizerNatives.prepare();
    }

    /// DJL truncates to 512 tokens and pads unless told otherwise.
    private static final Map<String, String> AS_IT_IS = Map.of("truncation", "false", "padding", "false");

    /// How SentencePiece writes the space before a word.
    private static final String WORD_BEGIN = "\u2581";

    /// What the rest of a broken character decodes to.
    static final String UNKNOWN_CHARACTER = "\ufffd";

    private final Path file;
    private final HuggingFaceTokenizer library;
    private final TokenizerVocabulary vocabulary;

    private Tokenizer(Path file, HuggingFaceTokenizer library, TokenizerVocabulary vocabulary) {
        this.file = file;
        this.library = library;
        this.vocabulary = vocabulary;
    }

    /// Reads a tokenizer.
    ///
    /// @param file a `tokenizer.json`
    /// @throws UserError where it is missing or no tokenizer, or the native library cannot be loaded
    public static Tokenizer open(Path file) {
        String json = text(file);
        TokenizerVocabulary vocabulary = TokenizerVocabulary.of(file, json);
        try {
            var bytes = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
            return new Tokenizer(file, HuggingFaceTokenizer.newInstance(bytes, AS_IT_IS), vocabulary);
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
            throw natives(e);
        } catch (IOException e) {
            throw natives(e);
        } catch (RuntimeException e) {
            throw e.getCause() == null ? unusable(file, e) : natives(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e.getMessage() + ". Is the model folder whole?", e);
        }
    }

    private static UserError unusable(Path file, RuntimeException e) {
        return new UserError(
                file + " is no tokenizer that can be used: " + e.getMessage()
                        + ". Save it again with a recent version of transformers.",
                e);
    }

    private static UserError natives(Throwable e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new UserError(
                ("The tokenizer's native library cannot be loaded: %s. It is unpacked into %s, which must be "
                                + "writable and allow programs to run; set %s to another folder.")
                        .formatted(
                                cause.getMessage(),
                                System.getenv()
                                        .getOrDefault(
                                                TokenizerNatives.FOLDER, System.getProperty(TokenizerNatives.FOLDER)),
                                TokenizerNatives.FOLDER),
                e);
    }

    /// Token ids of a text, with the special tokens that the tokenizer's post-processor adds (BOS, for some).
    public int[] encode(String text) {
        return encode(text, true);
    }

    /// Token ids of a text alone.
    public int[] encodePlain(String text) {
        return encode(text, false);
    }

    /// Token ids of many texts, with special tokens, in parallel.
    public List<int[]> encodeAll(List<String> texts) {
        return encodeAll(texts, true);
    }

    List<int[]> encodeAll(List<String> texts, boolean specialTokens) {
        return IntStream.range(0, texts.size())
                .parallel()
                .mapToObj(i -> encode(texts.get(i), specialTokens))
                .toList();
    }

    /// Asks the library directly: the wrapper fetches the tokens' texts and places too, which takes many times longer.
    private int[] encode(String text, boolean specialTokens) {
        TokenizersLibrary tokenizers = TokenizersLibrary.LIB;
        try {
            long encoding = tokenizers.encode(library.getHandle(), text, specialTokens);
            try {
                return ints(tokenizers.getTokenIds(encoding));
            } finally {
                tokenizers.deleteEncoding(encoding);
            }
        } catch (RuntimeException e) {
            throw failed(text, e);
        }
    }

    /// Token ids with the place where each begins.
    ///
    /// @param starts code point position in the text; -1 for tokens that the post-processor added
    @SuppressWarnings("ArrayRecordComponent")
    record Placed(int[] ids, int[] starts) {}

    Placed encodeWithPlaces(String text, boolean specialTokens) {
        try {
            Encoding encoding = library.encode(text, specialTokens, false);
            CharSpan[] spans = encoding.getCharTokenSpans();
            int[] starts = Arrays.stream(spans)
                    .mapToInt(span -> span == null ? -1 : span.getStart())
                    .toArray();
            return new Placed(ints(encoding.getIds()), starts);
        } catch (RuntimeException e) {
            throw failed(text, e);
        }
    }

    private UserError failed(String text, RuntimeException e) {
        String excerpt = text.length() <= 60 ? text : text.substring(0, 60) + "…";
        return new UserError(file + " cannot make tokens of the text \"" + excerpt + "\": " + e.getMessage() + ".", e);
    }

    /// The text of token ids, special tokens shown.
    public String decode(int[] ids) {
        return decode(ids, false);
    }

    /// The text of token ids, special tokens left out.
    public String decodePlain(int[] ids) {
        return decode(ids, true);
    }

    /// The text that token ids add to those before them, special tokens left out. Alone they may decode to less: many
    /// tokenizers take the space off a text's beginning.
    public String decodePlain(int[] before, int[] ids) {
        int[] all = Arrays.copyOf(before, before.length + ids.length);
        System.arraycopy(ids, 0, all, before.length, ids.length);
        String begin = decodePlain(before);
        String text = decodePlain(all);
        return text.startsWith(begin) ? text.substring(begin.length()) : decodePlain(ids);
    }

    private String decode(int[] ids, boolean skipSpecialTokens) {
        return library.decode(Arrays.stream(ids).asLongStream().toArray(), skipSpecialTokens);
    }

    /// A token's own text: what it decodes to, or, where that is part of a character or loses a space, its
    /// name in the vocabulary.
    public String piece(int id) {
        String name = vocabulary.nameOf(id).orElse("");
        if (name.startsWith(WORD_BEGIN)) {
            return name.replace(WORD_BEGIN, " ");
        }
        String decoded = decode(new int[] {id});
        return decoded.isEmpty() || decoded.contains(UNKNOWN_CHARACTER) ? name : decoded;
    }

    /// Whether the token is one that stands for no text.
    public boolean isSpecial(int id) {
        return vocabulary.isSpecial(id);
    }

    /// The highest token id and one.
    public int vocabularySize() {
        return vocabulary.size();
    }

    /// A token's exact content, which [#idOf] finds it by.
    public Optional<String> nameOf(int id) {
        return vocabulary.nameOf(id);
    }

    /// The id of a token by its exact content.
    public OptionalInt idOf(String token) {
        return vocabulary.idOf(token);
    }

    @Override
    public void close() {
        library.close();
    }

    private static int[] ints(long[] ids) {
        return Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
    }
}
