package org.dpoworkbench.engine.data;

import tools.jackson.databind.node.ObjectNode;

/// One record as it stands in a file.
sealed interface FileRecord {
    RecordPlace place();

    /// A JSON object.
    record Fields(RecordPlace place, ObjectNode object) implements FileRecord {}

    /// Something else, which the next record is not hurt by.
    record Unreadable(RecordPlace place, String reason) implements FileRecord {}
}
