package org.dpoworkbench.app.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.dpoworkbench.engine.problem.UserError;

/// The pair ids that `--exclude` names, itself or by a file.
final class ExcludedPairs {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

    private ExcludedPairs() {}

    /// @param given ids, and files with one id a line; blank lines are nothing
    /// @throws UserError where a file cannot be read or holds something else
    static List<String> of(List<String> given) {
        List<String> ids = new ArrayList<>();
        for (String one : given) {
            if (ID.matcher(one).matches()) {
                ids.add(one);
            } else {
                ids.addAll(inFile(Path.of(one)));
            }
        }
        return ids.stream().distinct().toList();
    }

    private static List<String> inFile(Path file) {
        List<String> lines = lines(file);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (ID.matcher(line).matches()) {
                ids.add(line);
            } else if (!line.isEmpty()) {
                throw new UserError(("%s, line %d: \"%s\" is no pair's id, which has 16 digits of 0-9 and a-f. "
                                + "The ids stand in the per-pair files of a run.")
                        .formatted(file, i + 1, line.length() <= 40 ? line : line.substring(0, 40) + "…"));
            }
        }
        return ids;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new UserError(
                    "--exclude: %s is neither a pair's id (16 digits of 0-9 and a-f) nor a file.".formatted(file), e);
        } catch (IOException e) {
            throw new UserError("--exclude: %s cannot be read as text: %s.".formatted(file, e.getMessage()), e);
        }
    }
}
