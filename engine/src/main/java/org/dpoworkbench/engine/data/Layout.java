package org.dpoworkbench.engine.data;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Understands the records of one file, which is read from its beginning with a layout of its own.
interface Layout {
    RecordLayout kind();

    /// The fields that are read, in order.
    List<String> fields();

    /// What its records are by nature.
    RecordKind natural();

    /// What a record says: one thing, several, or nothing yet, where it waits for the records after it.
    ///
    /// @throws UnreadableRecordException where a field is missing, has the wrong type or an impossible value
    List<PreferenceRecord> read(RecordPlace place, ObjectNode object) throws UnreadableRecordException;

    /// What still waited when the file ended.
    default List<PreferenceRecord> end() {
        return List.of();
    }
}
