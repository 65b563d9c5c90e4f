package org.dpoworkbench.engine.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The flat form of [TreeLayout]: one message a record, with `message_id`, `parent_id` and `message_tree_id`. The
/// messages of a tree follow each other, a parent before its replies.
final class TreeMessagesLayout implements Layout {
    private static final String ID = "message_id";
    private static final String PARENT = "parent_id";
    private static final String TREE = "message_tree_id";

    private final RecordMaker maker;
    private final Map<String, Known> messages = new LinkedHashMap<>();
    private final Map<String, List<Ranked>> replies = new HashMap<>();
    private String tree = "";
    private RecordPlace begun;
    private Optional<String> source = Optional.empty();

    private record Known(Message turn, Optional<String> parent) {}

    private record Ranked(Message turn, double rank) {}

    TreeMessagesLayout(RecordMaker maker) {
        this.maker = maker;
    }

    static boolean fits(ObjectNode sample) {
        return sample.has(ID) && sample.has(PARENT) && sample.has("text") && sample.has("role");
    }

    @Override
    public RecordLayout kind() {
        return RecordLayout.TREE_MESSAGES;
    }

    @Override
    public List<String> fields() {
        return List.of(ID, PARENT, TREE, "role", "text", TreeLayout.RANK);
    }

    @Override
    public RecordKind natural() {
        return RecordKind.RANKINGS;
    }

    @Override
    public List<PreferenceRecord> read(RecordPlace place, ObjectNode object) throws UnreadableRecordException {
        String id = Values.text(ID, Values.required(object, ID));
        String in = Values.text(TREE, Values.required(object, TREE));
        Message turn = TreeLayout.turn(object);
        JsonNode parent = object.get(PARENT);
        Optional<String> above = Values.isMissing(parent) ? Optional.empty() : Optional.of(Values.text(PARENT, parent));
        OptionalDouble rank = Values.number(TreeLayout.RANK, object.get(TreeLayout.RANK));
        List<PreferenceRecord> before = !in.equals(tree) ? end() : List.of();
        if (begun == null) {
            begun = place;
            tree = in;
            source = maker.source(object);
        }
        if (above.isPresent() && !messages.containsKey(above.get())) {
            throw new UnreadableRecordException(
                    "its parent %s does not stand before it in the tree %s. A tree's messages follow each other, "
                                    .formatted(above.get(), in)
                            + "each after its parent.");
        }
        if (messages.putIfAbsent(id, new Known(turn, above)) != null) {
            throw new UnreadableRecordException(
                    "its message_id %s stands before it in the tree already.".formatted(id));
        }
        if (above.isPresent() && rank.isPresent()) {
            replies.computeIfAbsent(above.get(), _ -> new ArrayList<>()).add(new Ranked(turn, rank.getAsDouble()));
        }
        return before;
    }

    @Override
    public List<PreferenceRecord> end() {
        if (begun == null) {
            return List.of();
        }
        List<PreferenceRecord> found = new ArrayList<>();
        for (String id : messages.keySet()) {
            List<Ranked> ranked = replies.getOrDefault(id, List.of());
            if (ranked.size() > 1) {
                found.add(new PreferenceRecord.Chat(
                        begun.part(found.size() + 1),
                        Optional.of(conversation(id)),
                        ranked.stream().map(reply -> List.of(reply.turn())).toList(),
                        new Judgement.Graded(ranked.stream()
                                .map(reply -> Judgement.Grade.of(-reply.rank()))
                                .toList()),
                        source));
            }
        }
        if (found.isEmpty()) {
            found.add(new PreferenceRecord.Chat(
                    begun, Optional.of(List.of()), List.of(), new Judgement.Graded(List.of()), source));
        }
        messages.clear();
        replies.clear();
        begun = null;
        return found;
    }

    private List<Message> conversation(String last) {
        List<Message> turns = new ArrayList<>();
        Optional<String> at = Optional.of(last);
        while (at.isPresent()) {
            Known message = messages.get(at.get());
            turns.addFirst(message.turn());
            at = message.parent();
        }
        return turns;
    }
}
