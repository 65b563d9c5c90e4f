package org.dpoworkbench.engine.data;

/// Where a record stands.
///
/// @param file   the file's path as it was given
/// @param unit   `line` in JSON Lines, `element` in a JSON array
/// @param number from 1
public record RecordPlace(String file, String unit, long number) {
    static RecordPlace line(String file, long number) {
        return new RecordPlace(file, "line", number);
    }

    static RecordPlace element(String file, long number) {
        return new RecordPlace(file, "element", number);
    }

    @Override
    public String toString() {
        return file + ", " + unit + " " + number;
    }
}
