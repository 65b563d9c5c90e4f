package org.dpoworkbench.engine.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// LLaMA-Factory's `dataset_info.json`: the data sets of a folder by name, each with its file and what its columns
/// mean. A file of the same name that `datasets` writes describes one data set and is none of these.
///
/// @param file    the file itself
/// @param entries each data set's description, by name
record DatasetInfo(Path file, Map<String, ObjectNode> entries) {
    static final String NAME = "dataset_info.json";
    static final String FILE_NAME = "file_name";
    private static final List<String> ELSEWHERE =
            List.of("hf_hub_url", "ms_hub_url", "om_hub_url", "script_url", "cloud_file_name");

    /// That of a folder, where it has one.
    ///
    /// @throws UserError where there is such a file and it is no JSON
    static Optional<DatasetInfo> of(Path folder) {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Json.MAPPER.readTree(Files.readAllBytes(file)) instanceof ObjectNode root && isOne(root)
                    ? Optional.of(new DatasetInfo(file, entries(root)))
                    : Optional.empty();
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new UserError(
                    "%s%s: %s It says what the files of its folder hold; mend it, or give a data file itself."
                            .formatted(file, line > 0 ? ", line " + line : "", Json.reason(e)),
                    e);
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static boolean isOne(ObjectNode root) {
        return !root.isEmpty()
                && root.valueStream().allMatch(JsonNode::isObject)
                && root.valueStream()
                        .anyMatch(entry -> entry.path(FILE_NAME).isString()
                                || ELSEWHERE.stream()
                                        .anyMatch(place -> entry.path(place).isString()));
    }

    private static Map<String, ObjectNode> entries(ObjectNode root) {
        Map<String, ObjectNode> entries = new LinkedHashMap<>();
        root.properties().forEach(entry -> entries.put(entry.getKey(), (ObjectNode) entry.getValue()));
        return entries;
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    /// The data sets whose files are named, in order.
    List<String> local() {
        return entries.keySet().stream()
                .filter(name -> entries.get(name).path(FILE_NAME).isString())
                .toList();
    }

    /// The data set of a name, or the only one.
    ///
    /// @throws UserError where it is none, or not one of this folder, or there are several
    DatasetEntry entry(Optional<String> asked) {
        String name = asked.orElseGet(this::only);
        ObjectNode entry = entries.get(name);
        if (entry == null) {
            throw new UserError("%s has no data set \"%s\". %s".formatted(file, name, those()));
        }
        if (!entry.path(FILE_NAME).isString()) {
            throw new UserError("%s: the data set \"%s\" %s. %s"
                    .formatted(
                            file,
                            name,
                            ELSEWHERE.stream()
                                    .filter(place -> entry.path(place).isString())
                                    .findFirst()
                                    .map(place ->
                                            "is not in this folder (%s: %s), and nothing is downloaded: download it"
                                                            .formatted(
                                                                    place,
                                                                    entry.path(place)
                                                                            .stringValue())
                                                    + " and name its file with \"file_name\"")
                                    .orElse("names no file: \"file_name\" is missing"),
                            those()));
        }
        return DatasetEntry.of(file, name, entry);
    }

    private String only() {
        List<String> local = local();
        if (local.size() == 1) {
            return local.getFirst();
        }
        throw new UserError(
                local.isEmpty()
                        ? "%s names no file of its folder, only data sets elsewhere: %s. To read a file, give it itself."
                                .formatted(file, String.join(", ", entries.keySet()))
                        : "%s describes several data sets: %s. Name one of them: %s#%s."
                                .formatted(file, String.join(", ", local), file.getParent(), local.getFirst()));
    }

    private String those() {
        List<String> local = local();
        return local.isEmpty()
                ? "It names no file of its folder; give a data file itself."
                : "Those with a file are: " + String.join(", ", local) + ".";
    }
}
