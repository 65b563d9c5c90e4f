package org.dpoworkbench.engine.text;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The tokens of a `tokenizer.json` by content: the model's vocabulary, a map for BPE, WordPiece and WordLevel, a list
/// of
/// (token, score) for Unigram, and the added tokens, which go before.
record TokenizerVocabulary(Map<String, Integer> ids, int size) {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    TokenizerVocabulary {
        ids = Map.copyOf(ids);
    }

    static TokenizerVocabulary of(Path file, String json) {
        try {
            JsonNode root = MAPPER.readTree(json);
            Map<String, Integer> ids = new HashMap<>();
            JsonNode vocabulary = root.path("model").path("vocab");
            vocabulary
                    .properties()
                    .forEach(token -> ids.put(token.getKey(), token.getValue().intValue()));
            if (vocabulary.isArray()) {
                for (int id = 0; id < vocabulary.size(); id++) {
                    ids.put(vocabulary.get(id).get(0).stringValue(), id);
                }
            }
            for (JsonNode added : root.path("added_tokens")) {
                ids.put(added.path("content").stringValue(), added.path("id").intValue());
            }
            if (ids.isEmpty()) {
                throw new UserError(file + " holds no vocabulary. Is it a tokenizer.json?");
            }
            return new TokenizerVocabulary(
                    ids,
                    1 + ids.values().stream().mapToInt(Integer::intValue).max().orElseThrow());
        } catch (JacksonException e) {
            throw new UserError(file + " is no tokenizer.json: " + e.getOriginalMessage() + ".", e);
        }
    }

    OptionalInt idOf(String token) {
        Integer id = ids.get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }
}
