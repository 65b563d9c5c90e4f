package org.dpoworkbench.engine.text;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The tokens of a `tokenizer.json` by content: the model's vocabulary, a map for BPE, WordPiece and WordLevel, a
/// list of (token, score) for Unigram, and the added tokens, which go before.
record TokenizerVocabulary(Map<String, Integer> ids, Map<Integer, String> names, Set<Integer> special, int size) {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    TokenizerVocabulary {
        ids = Map.copyOf(ids);
        names = Map.copyOf(names);
        special = Set.copyOf(special);
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
            Set<Integer> special = new HashSet<>();
            for (JsonNode added : root.path("added_tokens")) {
                ids.put(added.path("content").stringValue(), added.path("id").intValue());
                if (added.path("special").asBoolean(false)) {
                    special.add(added.path("id").intValue());
                }
            }
            Map<Integer, String> names = new HashMap<>();
            ids.forEach((name, id) -> names.put(id, name));
            if (ids.isEmpty()) {
                throw new UserError(file + " holds no vocabulary. Is it a tokenizer.json?");
            }
            return new TokenizerVocabulary(
                    ids,
                    names,
                    special,
                    1 + ids.values().stream().mapToInt(Integer::intValue).max().orElseThrow());
        } catch (JacksonException e) {
            throw new UserError(file + " is no tokenizer.json: " + e.getOriginalMessage() + ".", e);
        }
    }

    Optional<String> nameOf(int id) {
        return Optional.ofNullable(names.get(id));
    }

    boolean isSpecial(int id) {
        return special.contains(id);
    }

    OptionalInt idOf(String token) {
        Integer id = ids.get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }
}
