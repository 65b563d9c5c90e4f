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

/// What a path of preference data stands for: a file; a folder, for the data files in it and below it; a pattern
/// such as `data/*.jsonl`; and of a folder with several splits, as `datasets` writes them, `folder#train`. Files
/// come in the order of their names, hidden ones and those that describe the data are left out. Where a folder
/// has LLaMA-Factory's `dataset_info.json`, it stands for the data set that is described there, and `folder#name`
/// for the one of that name.
public final class DataPath {
    private static final Set<String> KINDS = Set.of("jsonl", "ndjson", "json", "csv", "tsv", "parquet");
    private static final Set<String> TABLES = Set.of("csv", "tsv", "parquet");
    private static final Set<String> COMPRESSED = Set.of("gz", "zst", "zstd");
    /// What `datasets` and its like keep beside the data.
    private static final Set<String> DESCRIPTIONS =
            Set.of("dataset_info.json", "dataset_infos.json", "dataset_dict.json", "state.json");
    private static final Pattern SHARD = Pattern.compile("(.+?)[-_]\\d{5}[-_]of[-_]\\d{5}.*");
    private static final Pattern SPLIT =
            Pattern.compile("(?:.*[^a-z])?(train|test|validation|valid|val|dev|eval)(?:[^a-z].*)?");

    private DataPath() {}

    /// Files, and what describes their columns.
    record Found(List<Path> files, Optional<DatasetEntry> entry) {
        Found {
            files = List.copyOf(files);
        }

        static Found of(List<Path> files) {
            return new Found(files, Optional.empty());
        }
    }

    /// The files, at least one.
    ///
    /// @throws UserError where there is none, or they are of several kinds, or of several splits
    public static List<Path> files(Path path) {
        return find(path).files();
    }

    /// The description of the columns of those files, where a `dataset_info.json` has one.
    ///
    /// @throws UserError as [#files]
    public static Optional<DatasetEntry> entry(Path path) {
        return find(path).entry();
    }

    /// The data sets that a folder's `dataset_info.json` names files of, each as a path; none where it has none.
    public static List<Path> dataSets(Path folder) {
        return DatasetInfo.of(folder)
                .map(info -> info.local().stream()
                        .map(name -> Path.of(folder + "#" + name))
                        .toList())
                .orElse(List.of());
    }

    /// Whether a file describes data instead of being some.
    public static boolean isDescription(Path file) {
        return DESCRIPTIONS.contains(file.getFileName().toString());
    }

    /// Whether a file's name says that it is CSV, TSV or Parquet.
    public static boolean isNamedAsTable(Path file) {
        return kind(file).filter(TABLES::contains).isPresent();
    }

    static Found find(Path path) {
        if (Files.isDirectory(path)) {
            return inDescribedFolder(path, Optional.empty());
        }
        String text = path.toString();
        int hash = text.lastIndexOf('#');
        if (hash > 0 && !Files.exists(path)) {
            Path folder = folder(Path.of(text.substring(0, hash)));
            if (Files.isDirectory(folder)) {
                return inDescribedFolder(folder, Optional.of(text.substring(hash + 1)));
            }
        }
        if (Files.exists(path)) {
            Path folder = folder(path);
            Optional<DatasetInfo> info = folder.equals(path) ? Optional.empty() : DatasetInfo.of(folder);
            return info.isPresent() ? described(info.get(), Optional.empty()) : Found.of(List.of(path));
        }
        return Found.of(isPattern(text) ? matching(text) : List.of(path));
    }

    /// Of a description, the folder that it describes.
    private static Path folder(Path path) {
        return path.endsWith(DatasetInfo.NAME) ? path.toAbsolutePath().getParent() : path;
    }

    /// A name that the description has goes before a split of that name.
    private static Found inDescribedFolder(Path folder, Optional<String> asked) {
        Optional<DatasetInfo> info = DatasetInfo.of(folder);
        if (info.isPresent() && (asked.isEmpty() || info.get().has(asked.get()) || !hasSplit(folder, asked.get()))) {
            return described(info.get(), asked);
        }
        return Found.of(inFolder(folder, asked));
    }

    private static Found described(DatasetInfo info, Optional<String> asked) {
        DatasetEntry entry = info.entry(asked);
        Path data = entry.data();
        return new Found(
                Files.isDirectory(data) ? inFolder(data, Optional.empty()) : List.of(data), Optional.of(entry));
    }

    private static boolean hasSplit(Path folder, String name) {
        return walk(folder).stream()
                .filter(file -> kind(file).isPresent())
                .anyMatch(file -> split(folder, file).equals(Optional.of(name)));
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
                    .filter(file -> !isDescription(file))
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
