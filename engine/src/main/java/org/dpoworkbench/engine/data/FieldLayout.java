package org.dpoworkbench.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// A pair or a completion whose parts have a field each.
final class FieldLayout implements Layout {
    private final FieldNames names;
    private final RecordMaker maker;

    FieldLayout(FieldNames names, RecordMaker maker) {
        this.names = names;
        this.maker = maker;
    }

    @Override
    public RecordLayout kind() {
        return names.layout();
    }

    @Override
    public List<String> fields() {
        return names.all();
    }

    @Override
    public RecordKind natural() {
        return AsKind.natural(judgement());
    }

    @Override
    public List<PreferenceRecord> read(RecordPlace place, ObjectNode object) throws UnreadableRecordException {
        var fields = object.propertyNames();
        if (!names.missingIn(fields).isEmpty()) {
            throw new UnreadableRecordException(names.missing(fields));
        }
        List<RecordMaker.Named> sides = new ArrayList<>();
        sides.add(new RecordMaker.Named(names.chosen(), object.get(names.chosen())));
        names.rejected().ifPresent(field -> sides.add(new RecordMaker.Named(field, object.get(field))));
        RecordMaker.Opening opening = opening(object, sides.getFirst().value());
        return List.of(
                names.layout() == RecordLayout.TOKENS
                        ? maker.tokens(place, opening, sides, judgement(), maker.source(object))
                        : maker.make(place, object, opening, sides, judgement()));
    }

    private Judgement judgement() {
        return names.rejected().isPresent() ? Judgement.Preferred.WITHOUT_VOTES : new Judgement.Unjudged();
    }

    private RecordMaker.Opening opening(ObjectNode object, JsonNode chosen) throws UnreadableRecordException {
        return names.layout() == RecordLayout.TEXT
                ? RecordMaker.Opening.of(Optional.of(new RecordMaker.Named("", StringNode.valueOf(""))))
                : names.before().read(object, !chosen.isString() || Values.isTurns(Values.unpacked(chosen)));
    }
}
