package org.dpoworkbench.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenAssistant's message trees: `{message_tree_id, prompt: {text, role, replies: [{text, role, rank, replies}]}}`.
/// Every message with two or more ranked replies is a prompt, the turns from the root down to it; the best reply has
/// rank 0.
final class TreeLayout implements Layout {
    static final String RANK = "rank";
    static final String REPLIES = "replies";

    private final RecordMaker maker;

    TreeLayout(RecordMaker maker) {
        this.maker = maker;
    }

    static boolean fits(ObjectNode sample) {
        return sample.path("prompt") instanceof ObjectNode root && root.has("text") && root.has(REPLIES);
    }

    @Override
    public RecordLayout kind() {
        return RecordLayout.TREE;
    }

    @Override
    public List<String> fields() {
        return List.of("prompt.text", "prompt.replies.text", "prompt.replies.rank");
    }

    @Override
    public RecordKind natural() {
        return RecordKind.RANKINGS;
    }

    @Override
    public List<PreferenceRecord> read(RecordPlace place, ObjectNode object) throws UnreadableRecordException {
        JsonNode root = Values.required(object, "prompt");
        List<PreferenceRecord> found = new ArrayList<>();
        Optional<String> source = maker.source(object);
        walk(place, root, new ArrayList<>(), source, found);
        if (found.isEmpty()) {
            // So that the tree is accounted for: a ranking of nothing, which is dropped.
            found.add(new PreferenceRecord.Chat(
                    place, Optional.of(List.of()), List.of(), new Judgement.Graded(List.of()), source));
        }
        return found;
    }

    /// @param before turns up to the message's parent
    private static void walk(
            RecordPlace place,
            JsonNode message,
            List<Message> before,
            Optional<String> source,
            List<PreferenceRecord> found)
            throws UnreadableRecordException {
        before.add(turn(message));
        JsonNode replies = message.path(REPLIES);
        List<List<Message>> answers = new ArrayList<>();
        List<Judgement.Grade> grades = new ArrayList<>();
        for (JsonNode reply : replies) {
            OptionalDouble rank = Values.number(RANK, reply.get(RANK));
            if (rank.isPresent()) {
                answers.add(List.of(turn(reply)));
                grades.add(Judgement.Grade.of(-rank.getAsDouble()));
            }
        }
        if (answers.size() > 1) {
            found.add(new PreferenceRecord.Chat(
                    place.part(found.size() + 1), Optional.of(before), answers, new Judgement.Graded(grades), source));
        }
        for (JsonNode reply : replies) {
            walk(place, reply, before, source, found);
        }
        before.removeLast();
    }

    static Message turn(JsonNode message) throws UnreadableRecordException {
        if (!message.path("role").isString() || !message.path("text").isString()) {
            throw new UnreadableRecordException(
                    "a message%s lacks \"role\" or \"text\", or they are no texts: it is %s. Mend it or take it out."
                            .formatted(
                                    message.path("message_id").isString()
                                            ? " (" + message.path("message_id").stringValue() + ")"
                                            : "",
                                    Values.excerpt(message)));
        }
        String role = Values.text("role", message.get("role"));
        return new Message(role.equals("prompter") ? "user" : role, Values.text("text", message.get("text")));
    }
}
