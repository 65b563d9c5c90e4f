package org.dpoworkbench.engine.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.config.BuiltInTemplate;
import org.dpoworkbench.engine.config.TemplateChoice;
import org.dpoworkbench.engine.data.GivenPrompt;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.FileHash;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What tokenising needs of a model folder.
public final class TextModel implements AutoCloseable {
    private static final List<String> SPECIAL_TOKENS =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");

    private final Path folder;
    private final TextLimits limits;
    private final Optional<Tokenizer> tokenizer;
    private final Optional<String> eosText;
    private final Map<String, String> specialTexts;
    private final Optional<String> folderTemplate;
    private final OptionalInt eosId;
    private final OptionalInt bosId;
    private final Set<Integer> endTokens;

    private TextModel(Path folder, TextLimits limits, Optional<Tokenizer> tokenizer) {
        this.folder = folder;
        this.limits = limits;
        this.tokenizer = tokenizer;
        JsonNode tokenizerConfig = json(folder.resolve("tokenizer_config.json"));
        JsonNode config = json(folder.resolve("config.json"));
        this.eosId = specialId(tokenizerConfig, config, "eos_token");
        this.bosId = specialId(tokenizerConfig, config, "bos_token");
        this.eosText = content(tokenizerConfig.path("eos_token")).or(this::decodedEos);
        this.specialTexts = specialTexts(tokenizerConfig);
        this.folderTemplate = template(folder, tokenizerConfig.path("chat_template"));
        this.endTokens = endTokens(json(folder.resolve("generation_config.json")));
    }

    /// Opens the folder's tokenizer, where it has one, and looks up its special tokens: in
    /// `tokenizer_config.json` first, in `config.json` else; the end tokens in `generation_config.json`.
    ///
    /// @throws UserError where one of these files is there and broken
    public static TextModel open(Path modelFolder, TextLimits limits) {
        Path file = modelFolder.resolve("tokenizer.json");
        return new TextModel(
                modelFolder, limits, Files.exists(file) ? Optional.of(Tokenizer.open(file)) : Optional.empty());
    }

    public TextLimits limits() {
        return limits;
    }

    /// Absent where the folder has no `tokenizer.json`; token ids can be used all the same.
    public Optional<Tokenizer> tokenizer() {
        return tokenizer;
    }

    /// Whether the folder itself says how conversations become texts.
    public boolean hasChatTemplate() {
        return folderTemplate.isPresent();
    }

    /// The token that ends a completion.
    public OptionalInt eosId() {
        return eosId;
    }

    public OptionalInt bosId() {
        return bosId;
    }

    /// Tokens that end a generated text; the EOS id where the generation config names none.
    public Set<Integer> endTokens() {
        return endTokens;
    }

    /// A completion without a literal EOS text at its end.
    String withoutLiteralEos(String completion) {
        return eosText.filter(eos -> !eos.isEmpty() && completion.endsWith(eos))
                .map(eos -> completion.substring(0, completion.length() - eos.length()))
                .orElse(completion);
    }

    /// The tokenizer, for texts.
    ///
    /// @param file the file that holds texts
    /// @throws UserError where the folder has none
    Tokenizer tokenizerFor(String file, RecordKind kind) {
        return tokenizer.orElseThrow(() -> new UserError(file + " holds texts, and " + folder
                + " has no tokenizer.json to make tokens of them. Add the model's "
                + "tokenizer.json, or give token ids: " + kind.tokenFields() + "."));
    }

    /// The EOS id, for texts.
    ///
    /// @throws UserError where it is unknown or outside the vocabulary
    int eosForTexts() {
        int eos = eosId.orElseThrow(() -> new UserError(
                folder + " does not say which token ends a text: neither eos_token in tokenizer_config.json nor "
                        + "eos_token_id in config.json. Add one of them; every completion ends with it."));
        if (eos < 0 || eos >= limits.vocabularySize()) {
            throw new UserError(("The EOS token %d of %s is outside the model's vocabulary of %d. "
                            + "Do tokenizer and model belong together?")
                    .formatted(eos, folder, limits.vocabularySize()));
        }
        return eos;
    }

    /// The tokens of what is to be answered: of a text, with the tokenizer's special tokens; of a conversation,
    /// what the chat template makes of it up to where the assistant goes on, and nothing more.
    ///
    /// @param picked a template instead of the folder's own
    /// @throws UserError without tokenizer or template, or where the template refuses the conversation
    public int[] promptTokens(GivenPrompt prompt, Optional<TemplateChoice> picked) {
        Tokenizer tokens = tokenizer.orElseThrow(() ->
                new UserError(folder + " has no tokenizer.json, so there is no way from texts to tokens and back."));
        if (prompt.text().isPresent()) {
            return tokens.encode(prompt.text().get());
        }
        try {
            String text = new ChatTexts(chatTemplate(picked, "The prompt \"" + prompt + "\""))
                    .with(prompt.variables())
                    .opened(prompt.messages());
            return tokens.encodePlain(text);
        } catch (ChatTemplateException e) {
            throw new UserError("The prompt \"" + prompt + "\": " + e.getMessage(), e);
        }
    }

    /// The template that was picked, or the folder's own: `chat_template.jinja`, else `chat_template` in
    /// `tokenizer_config.json`, of several the one named `default`.
    ///
    /// @param picked  instead of the folder's own
    /// @param dataFile the file that holds conversations
    /// @throws UserError where there is none, or it cannot be read or used
    ChatTemplate chatTemplate(Optional<TemplateChoice> picked, String dataFile) {
        String source = picked.map(TextModel::text)
                .or(() -> folderTemplate)
                .orElseThrow(() -> ChatTemplate.missing(dataFile, folder.toString()));
        return new ChatTemplate(picked.map(TemplateChoice::text).orElse(folder.toString()), source, specialTexts);
    }

    /// The text of the template in force; absent where there is none.
    Optional<String> templateText(Optional<TemplateChoice> picked) {
        return picked.map(TextModel::text).or(() -> folderTemplate);
    }

    /// Everything of this that decides which tokens a text becomes: other tokens have another fingerprint.
    String fingerprint() {
        try {
            Path file = folder.resolve("tokenizer.json");
            return String.join(
                    " ",
                    Files.exists(file) ? FileHash.sha256(file) : "none",
                    eosId.toString(),
                    bosId.toString(),
                    eosText.toString(),
                    new TreeMap<>(specialTexts).toString(),
                    new TreeSet<>(endTokens).toString(),
                    limits.toString());
        } catch (IOException e) {
            throw new UserError(folder + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static Optional<String> template(Path folder, JsonNode inConfig) {
        Path own = folder.resolve("chat_template.jinja");
        if (Files.exists(own)) {
            return Optional.of(text(own));
        }
        if (inConfig.isString()) {
            return Optional.of(inConfig.stringValue());
        }
        return inConfig.values().stream()
                .filter(named -> named.path("name").asString("").equals("default"))
                .map(named -> named.path("template").asString(""))
                .findFirst();
    }

    /// @throws UserError where it is neither a built-in template nor a file that can be read
    static String text(TemplateChoice choice) {
        return switch (choice) {
            case TemplateChoice.BuiltIn builtIn -> BuiltInTemplates.source(builtIn.template());
            case TemplateChoice.InFile(Path file) -> {
                if (!Files.isRegularFile(file)) {
                    throw new UserError("chat_template: %s is no file, and the built-in templates are called %s."
                            .formatted(
                                    file,
                                    Arrays.stream(BuiltInTemplate.values())
                                            .map(BuiltInTemplate::text)
                                            .collect(Collectors.joining(", "))));
                }
                yield text(file);
            }
        };
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e + ".", e);
        }
    }

    private OptionalInt specialId(JsonNode tokenizerConfig, JsonNode config, String token) {
        OptionalInt named = content(tokenizerConfig.path(token))
                .flatMap(text -> tokenizer.map(t -> t.idOf(text)))
                .orElse(OptionalInt.empty());
        JsonNode id = config.path(token + "_id");
        JsonNode first = id.isArray() ? id.path(0) : id;
        return named.isPresent() || !first.isIntegralNumber() ? named : OptionalInt.of(first.intValue());
    }

    /// What transformers tells a chat template of special tokens.
    private Map<String, String> specialTexts(JsonNode tokenizerConfig) {
        Map<String, String> texts = new HashMap<>();
        for (String name : SPECIAL_TOKENS) {
            content(tokenizerConfig.path(name)).ifPresent(text -> texts.put(name, text));
        }
        eosText.ifPresent(text -> texts.put("eos_token", text));
        return Map.copyOf(texts);
    }

    private Optional<String> decodedEos() {
        return tokenizer.filter(_ -> eosId.isPresent()).map(t -> t.decode(new int[] {eosId.getAsInt()}));
    }

    private Set<Integer> endTokens(JsonNode generationConfig) {
        JsonNode ids = generationConfig.path("eos_token_id");
        Set<Integer> found = new TreeSet<>();
        if (ids.isIntegralNumber()) {
            found.add(ids.intValue());
        }
        ids.values().stream().filter(JsonNode::isIntegralNumber).forEach(id -> found.add(id.intValue()));
        if (found.isEmpty()) {
            eosId.ifPresent(found::add);
        }
        return Set.copyOf(found);
    }

    /// The text of a special token, which files write as a string or as an object.
    private static Optional<String> content(JsonNode token) {
        JsonNode text = token.isObject() ? token.path("content") : token;
        return text.isString() ? Optional.of(text.stringValue()) : Optional.empty();
    }

    private static JsonNode json(Path file) {
        if (!Files.exists(file)) {
            return JsonMapper.shared().createObjectNode();
        }
        try {
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e.getMessage() + ".", e);
        } catch (JacksonException e) {
            throw new UserError(file + " is not valid JSON: " + e.getOriginalMessage() + ".", e);
        }
    }

    @Override
    public void close() {
        tokenizer.ifPresent(Tokenizer::close);
    }
}
