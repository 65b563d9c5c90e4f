package org.dpoworkbench.engine.data;

import java.util.List;
import java.util.Optional;

/// What one record says: two answers to a prompt, the better one named; or one answer, and no rejected one.
public sealed interface PreferenceRecord {
    RecordPlace place();

    /// Plain texts.
    ///
    /// @param prompt   absent where the answers are whole transcripts that begin with it
    /// @param rejected where completions are read: only what shows how far the prompt of such a transcript goes
    record Text(RecordPlace place, Optional<String> prompt, String chosen, Optional<String> rejected)
            implements PreferenceRecord {}

    /// Conversations.
    ///
    /// @param prompt absent where the answers are whole conversations that begin with it
    record Chat(
            RecordPlace place, Optional<List<Message>> prompt, List<Message> chosen, Optional<List<Message>> rejected)
            implements PreferenceRecord {
        public Chat {
            prompt = prompt.map(List::copyOf);
            chosen = List.copyOf(chosen);
            rejected = rejected.map(List::copyOf);
        }
    }

    /// Token ids, used as they are. The arrays are the record's own; nobody writes to them.
    @SuppressWarnings("ArrayRecordComponent")
    record Tokens(RecordPlace place, int[] prompt, int[] chosen, Optional<int[]> rejected)
            implements PreferenceRecord {}
}
