package org.dpoworkbench.engine.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What one record says: a prompt, completions of it, and which of them are better. The completions stand as the
/// judgement says: of a preferred one, the better first; else as the file has them.
public sealed interface PreferenceRecord {
    RecordPlace place();

    Judgement judgement();

    /// What the file's column of sources says of this record.
    Optional<String> source();

    /// The completions, in order.
    List<?> completions();

    /// The same prompt with these of the completions, judged so.
    ///
    /// @param numbers of completions, from 0
    PreferenceRecord with(RecordPlace place, Judgement judgement, int... numbers);

    /// Plain texts.
    ///
    /// @param prompt      absent where the completions are whole transcripts that begin with it
    /// @param completions of a pair read for its chosen side alone, the other too: it shows how far the prompt goes
    record Text(
            RecordPlace place,
            Optional<String> prompt,
            List<String> completions,
            Judgement judgement,
            Optional<String> source)
            implements PreferenceRecord {
        public Text {
            completions = List.copyOf(completions);
        }

        /// The first completion.
        public String chosen() {
            return completions.getFirst();
        }

        @Override
        public Text with(RecordPlace where, Judgement other, int... numbers) {
            return new Text(where, prompt, these(completions, numbers), other, source);
        }
    }

    /// Conversations.
    ///
    /// @param prompt    absent where the completions are whole conversations that begin with it
    /// @param variables what the record gives the chat template besides, see [TemplateVariables]
    record Chat(
            RecordPlace place,
            Optional<List<Message>> prompt,
            List<List<Message>> completions,
            Judgement judgement,
            Optional<String> source,
            Map<String, JsonNode> variables)
            implements PreferenceRecord {
        public Chat {
            variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
            prompt = prompt.map(List::copyOf);
            completions = completions.stream().map(List::copyOf).toList();
        }

        /// One whose template gets the messages alone.
        public Chat(
                RecordPlace place,
                Optional<List<Message>> prompt,
                List<List<Message>> completions,
                Judgement judgement,
                Optional<String> source) {
            this(place, prompt, completions, judgement, source, Map.of());
        }

        /// The first completion.
        public List<Message> chosen() {
            return completions.getFirst();
        }

        @Override
        public Chat with(RecordPlace where, Judgement other, int... numbers) {
            return new Chat(where, prompt, these(completions, numbers), other, source, variables);
        }
    }

    /// Token ids, used as they are. The arrays are the record's own; nobody writes to them.
    @SuppressWarnings("ArrayRecordComponent")
    record Tokens(
            RecordPlace place, int[] prompt, List<int[]> completions, Judgement judgement, Optional<String> source)
            implements PreferenceRecord {
        public Tokens {
            completions = List.copyOf(completions);
        }

        @Override
        public Tokens with(RecordPlace where, Judgement other, int... numbers) {
            return new Tokens(where, prompt, these(completions, numbers), other, source);
        }
    }

    private static <T> List<T> these(List<T> completions, int... numbers) {
        return Arrays.stream(numbers).mapToObj(completions::get).toList();
    }
}
