package org.dpoworkbench.engine.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One data set of LLaMA-Factory's `dataset_info.json`: a file or folder of data and what its columns mean.
public final class DatasetEntry {
    private final Path info;
    private final String name;
    private final Path data;
    private final ObjectNode entry;
    private final EntryColumns columns;

    private DatasetEntry(Path info, String name, Path data, ObjectNode entry, EntryColumns columns) {
        this.info = info;
        this.name = name;
        this.data = data;
        this.entry = entry;
        this.columns = columns;
    }

    /// @param entry has a `file_name`
    /// @throws UserError where its file is not there, or it asks for what is not read
    static DatasetEntry of(Path info, String name, ObjectNode entry) {
        Path data = info.resolveSibling(entry.path(DatasetInfo.FILE_NAME).stringValue());
        String place = "%s, data set \"%s\"".formatted(info, name);
        if (!Files.exists(data)) {
            throw new UserError("%s: its file %s does not exist. Is \"file_name\" right?".formatted(place, data));
        }
        JsonNode most = entry.path("num_samples");
        if (most.isNumber()) {
            throw new UserError(
                    ("%s: \"num_samples\" asks for %s records drawn by chance, which is not done here. Take it"
                                    + " out, and pass --max-pairs %s for the first ones.")
                            .formatted(place, most, most));
        }
        return new DatasetEntry(info, name, data, entry, EntryColumns.of(place, entry));
    }

    /// Where its records are.
    Path data() {
        return data;
    }

    /// A record of its data in the fields that layouts know.
    FileRecord convert(FileRecord record) {
        return switch (record) {
            case FileRecord.Unreadable bad -> bad;
            case FileRecord.Fields fields -> {
                try {
                    yield new FileRecord.Fields(fields.place(), columns.convert(fields.object()));
                } catch (UnreadableRecordException e) {
                    yield new FileRecord.Unreadable(fields.place(), e.getMessage());
                }
            }
        };
    }

    /// @throws UserError where fields are named by hand too: which of the two counts would be a guess
    void requireNoMapping(ColumnMapping byHand) {
        if (!byHand.withSource(Optional.empty()).equals(ColumnMapping.RECOGNISED)) {
            throw new UserError(("%s says which columns of \"%s\" are which, and so do options such as --prompt and"
                            + " --chosen. Leave these out, or give the file itself: %s.")
                    .formatted(info, name, data));
        }
        if (byHand.source().filter(field -> !field.equals(EntryColumns.SOURCE)).isPresent()) {
            throw new UserError(
                    ("Of the data set \"%s\" only the columns that %s names are read, and \"%s\" where there is"
                                    + " one. For --source-column %s give the file itself: %s.")
                            .formatted(
                                    name,
                                    info,
                                    EntryColumns.SOURCE,
                                    byHand.source().get(),
                                    data));
        }
    }

    /// The description's file.
    public Path file() {
        return info;
    }

    /// What it is known by: the description's file and its name there.
    public String path() {
        return info.toAbsolutePath().normalize() + "#" + name;
    }

    /// Of what it says, in hexadecimal digits: other entries of the file do not count.
    public String sha256() {
        try {
            byte[] text = entry.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
