package org.dpoworkbench.engine.data;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dpoworkbench.engine.problem.UserError;

/// What a path of preference data stands for: a file; a folder, for the data files in it and below it; a pattern such
/// as
/// `data/*.jsonl`; and of a folder with several splits, as `datasets` writes them, `folder#train`. Files come in the
/// order of their names, hidden ones and those that describe the data are left out.
public final class DataPath {
    private static final Set<String> KINDS = Set.of("jsonl", "ndjson", "json", "csv", "tsv", "parquet");
    private static final Set<String> COMPRESSED = Set.of("gz", "zst", "zstd");
    /// What `datasets` and its like keep beside the data.
    private static final Set<String> DESCRIPTIONS =
            Set.of("dataset_info.json", "dataset_infos.json", "dataset_dict.json", "state.json");
    private static final Pattern SHARD = Pattern.compile("(.+?)[-_]\\d{5}[-_]of[-_]\\d{5}.*");
    private static final Pattern SPLIT =
            Pattern.compile("(?:.*[^a-z])?(train|test|validation|valid|val|dev|eval)(?:[^a-z].*)?");

    private DataPath() {}

    /// The files, at least one.
    ///
    /// @throws UserError where there is none, or they are of several kinds, or of several splits
    public static List<Path> files(Path path) {
        if (Files.isDirectory(path)) {
            return inFolder(path, Optional.empty());
        }
        if (Files.exists(path)) {
            return List.of(path);
        }
        String text = path.toString();
        int hash = text.lastIndexOf('#');
        if (hash > 0 && Files.isDirectory(Path.of(text.substring(0, hash)))) {
            return inFolder(Path.of(text.substring(0, hash)), Optional.of(text.substring(hash + 1)));
        }
        return isPattern(text) ? matching(text) : List.of(path);
    }

    private static boolean isPattern(String text) {
        return text.contains("*") || text.contains("?") || text.contains("{") || text.contains("[");
    }

    private static List<Path> inFolder(Path folder, Optional<String> split) {
        List<Path> all = walk(folder);
        List<Path> files = all.stream().filter(file -> kind(file).isPresent()).toList();
        if (files.isEmpty()) {
            boolean arrow = all.stream().anyMatch(file -> file.toString().endsWith(".arrow"));
            throw new UserError(
                    arrow
                            ? folder + " holds Arrow files, as save_to_disk writes them, which are not read. Write"
                                    + " Parquet or JSON Lines instead: dataset.to_parquet(...), dataset.to_json(...)."
                            : folder + " holds no preference files (" + String.join(", ", new TreeSet<>(KINDS))
                                    + ", also with .gz or .zst).");
        }
        return oneKind(folder, ofSplit(folder, files, split));
    }

    private static List<Path> walk(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(file -> !isHidden(folder, file))
                    .filter(Files::isRegularFile)
                    .filter(file -> !DESCRIPTIONS.contains(file.getFileName().toString()))
                    .sorted(Comparator.comparing(file -> folder.relativize(file).toString()))
                    .toList();
        } catch (IOException e) {
            throw new UserError(folder + " cannot be listed: " + e.getMessage() + ".", e);
        }
    }

    private static boolean isHidden(Path folder, Path file) {
        for (Path part : folder.relativize(file)) {
            String name = part.toString();
            if (name.startsWith(".") || name.startsWith("_")) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> matching(String text) {
        Path pattern = Path.of(text);
        Path root = pattern.isAbsolute() ? pattern.getRoot() : Path.of("");
        Path fixed = root;
        for (Path part : pattern) {
            if (isPattern(part.toString())) {
                break;
            }
            fixed = fixed.resolve(part);
        }
        if (!Files.isDirectory(fixed.toString().isEmpty() ? Path.of(".") : fixed)) {
            throw new UserError("No file matches " + text + ": " + fixed + " is no folder.");
        }
        Path start = fixed;
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + text);
        try (Stream<Path> paths = Files.walk(start)) {
            List<Path> files = paths.filter(matcher::matches)
                    .filter(file -> !isHidden(start, file))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
            if (files.isEmpty()) {
                throw new UserError("No file matches " + text + ". Is the pattern right?");
            }
            return oneKind(pattern, files);
        } catch (IOException e) {
            throw new UserError(start + " cannot be listed: " + e.getMessage() + ".", e);
        }
    }

    private static List<Path> ofSplit(Path folder, List<Path> files, Optional<String> asked) {
        Map<String, List<Path>> splits = new TreeMap<>();
        List<Path> without = new ArrayList<>();
        for (Path file : files) {
            split(folder, file)
                    .ifPresentOrElse(
                            name -> splits.computeIfAbsent(name, _ -> new ArrayList<>())
                                    .add(file),
                            () -> without.add(file));
        }
        if (asked.isPresent()) {
            List<Path> found = splits.get(asked.get());
            if (found == null) {
                throw new UserError("%s has no split \"%s\". It has: %s."
                        .formatted(
                                folder, asked.get(), splits.isEmpty() ? "none" : String.join(", ", splits.keySet())));
            }
            return found;
        }
        if (splits.size() > 1) {
            throw new UserError("%s holds several splits: %s. Name one of them: %s#%s."
                    .formatted(
                            folder,
                            String.join(", ", splits.keySet()),
                            folder,
                            splits.containsKey("train")
                                    ? "train"
                                    : splits.keySet().iterator().next()));
        }
        return files;
    }

    /// The split that a file belongs to: `train-00000-of-00001.parquet`, `test.jsonl`, `train/0.parquet`.
    private static Optional<String> split(Path folder, Path file) {
        String name = stem(file);
        Matcher shard = SHARD.matcher(name);
        if (shard.matches()) {
            return Optional.of(shard.group(1));
        }
        Matcher usual = SPLIT.matcher(name.toLowerCase(Locale.ROOT));
        if (usual.matches()) {
            return Optional.of(usual.group(1));
        }
        Path within = folder.relativize(file);
        if (within.getNameCount() > 1) {
            Matcher parent = SPLIT.matcher(
                    within.getName(within.getNameCount() - 2).toString().toLowerCase(Locale.ROOT));
            if (parent.matches()) {
                return Optional.of(parent.group(1));
            }
        }
        return Optional.empty();
    }

    private static List<Path> oneKind(Path given, List<Path> files) {
        Set<String> kinds =
                files.stream().map(file -> kind(file).orElse("other")).collect(Collectors.toCollection(TreeSet::new));
        if (kinds.size() > 1) {
            throw new UserError(("%s stands for files of several kinds (%s), which may be the same data twice. "
                            + "Name the kind with a pattern, such as %s.")
                    .formatted(
                            given,
                            String.join(", ", kinds),
                            Files.isDirectory(given)
                                    ? given.resolve("*." + kinds.iterator().next())
                                    : "*." + kinds.iterator().next()));
        }
        return files;
    }

    /// What a file holds by its name, without its compression.
    static Optional<String> kind(Path file) {
        String[] parts = file.getFileName().toString().toLowerCase(Locale.ROOT).split("\\.", -1);
        int last = parts.length - 1;
        String kind = last > 0 && COMPRESSED.contains(parts[last]) ? parts[last - 1] : parts[last];
        return last > 0 && KINDS.contains(kind) ? Optional.of(kind) : Optional.empty();
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
