package org.dpoworkbench.engine.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// One turn of a conversation.
///
/// @param role    who speaks: `system`, `user`, `assistant`, `tool`
/// @param content empty where the record has `null`, as beside `tool_calls`
/// @param more    all other fields (`tool_calls`, `tool_call_id`, `name`, `reasoning_content`), for the template; and
///                `content` where it is `null`
public record Message(String role, String content, Map<String, JsonNode> more) {
    static final String CONTENT = "content";
    static final String TOOL_CALLS = "tool_calls";

    public Message {
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
    }

    public Message(String role, String content) {
        this(role, content, Map.of());
    }

    /// Whether its content is `null`, which a template can tell from an empty one.
    public boolean lacksContent() {
        return more.containsKey(CONTENT);
    }

    /// Whether it neither says something nor calls a tool.
    boolean saysNothing() {
        return content.isEmpty() && !more.containsKey(TOOL_CALLS);
    }

    /// Whether it says white space only and calls no tool.
    boolean saysBlank() {
        return content.isBlank() && !more.containsKey(TOOL_CALLS);
    }
}
