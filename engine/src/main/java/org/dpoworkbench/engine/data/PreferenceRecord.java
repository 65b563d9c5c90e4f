package org.dpoworkbench.engine.data;

import java.util.List;
import java.util.Optional;

/// What one record says: two answers to a prompt, the better one named.
public sealed interface PreferenceRecord {
    RecordPlace place();

    /// Plain texts.
    ///
    /// @param prompt absent where both sides are whole transcripts that begin with it
    record Text(RecordPlace place, Optional<String> prompt, String chosen, String rejected)
            implements PreferenceRecord {}

    /// Conversations.
    ///
    /// @param prompt absent where both sides are whole conversations that begin with it
    record Chat(RecordPlace place, Optional<List<Message>> prompt, List<Message> chosen, List<Message> rejected)
            implements PreferenceRecord {
        public Chat {
            prompt = prompt.map(List::copyOf);
            chosen = List.copyOf(chosen);
            rejected = List.copyOf(rejected);
        }
    }

    /// Token ids, used as they are. The arrays are the record's own; nobody writes to them.
    @SuppressWarnings("ArrayRecordComponent")
    record Tokens(RecordPlace place, int[] prompt, int[] chosen, int[] rejected) implements PreferenceRecord {}
}
