package org.dpoworkbench.engine.data;

/// Where a record stands.
///
/// @param file   the file's path as it was given
/// @param unit   `line` in JSON Lines, `element` in a JSON array, `row` in a table
/// @param number from 1
/// @param part   where several are made of what stands there, which of them, from 1; else 0
public record RecordPlace(String file, String unit, long number, int part) {
    static RecordPlace line(String file, long number) {
        return new RecordPlace(file, "line", number, 0);
    }

    static RecordPlace element(String file, long number) {
        return new RecordPlace(file, "element", number, 0);
    }

    static RecordPlace row(String file, long number) {
        return new RecordPlace(file, "row", number, 0);
    }

    /// One of several that are made of what stands here.
    RecordPlace part(int which) {
        return new RecordPlace(file, unit, number, which);
    }

    @Override
    public String toString() {
        return file + ", " + unit + " " + number + (part == 0 ? "" : " (number " + part + " of it)");
    }
}
