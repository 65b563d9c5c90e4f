package org.dpoworkbench.engine.weights;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dpoworkbench.engine.problem.UserError;

/// Models that other programs have fetched from the Hugging Face hub:
/// `models--ORG--NAME/snapshots/REVISION` under the cache's folder, the newest named by `refs/main`.
///
/// Source: <https://huggingface.co/docs/huggingface_hub/guides/manage-cache>.
///
/// @param hub the cache's folder; need not exist
public record HuggingFaceCache(Path hub) {
    private static final Pattern NAME = Pattern.compile("[\\w.-]+/[\\w.-]+");
    private static final String PREFIX = "models--";
    private static final String SNAPSHOTS = "snapshots";

    /// A model in the cache.
    ///
    /// @param name     `org/name`, or `name` for the hub's oldest models
    /// @param revision the commit
    public record Snapshot(String name, String revision, Path folder) {}

    /// Where `huggingface_hub` would look, by its environment variables.
    public static HuggingFaceCache of(Map<String, String> environment, Path home) {
        return new HuggingFaceCache(variable(environment, "HF_HUB_CACHE")
                .or(() -> variable(environment, "HUGGINGFACE_HUB_CACHE"))
                .or(() -> variable(environment, "HF_HOME").map(path -> path.resolve("hub")))
                .or(() -> variable(environment, "XDG_CACHE_HOME")
                        .map(path -> path.resolve("huggingface").resolve("hub")))
                .orElseGet(() -> home.resolve(".cache").resolve("huggingface").resolve("hub")));
    }

    /// The cache of this user.
    public static HuggingFaceCache here() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /// The folder that what somebody typed stands for: itself; the snapshot in it where it is a model's folder in a
    /// cache, `models--ORG--NAME`; or, where there is no such folder and it may be a name, `org/name`, that model's
    /// snapshot in this cache. Nothing is ever fetched.
    ///
    /// @throws UserError that says where it looked
    public Path resolve(Path typed) {
        if (Files.isDirectory(typed)) {
            return Files.isDirectory(typed.resolve(SNAPSHOTS)) && !isModel(typed) ? snapshotIn(typed) : typed;
        }
        String text = typed.toString().replace(File.separatorChar, '/');
        if (Files.exists(typed) || typed.isAbsolute() || !isName(text)) {
            return typed;
        }
        return find(text)
                .orElseThrow(() -> new UserError(typed.toAbsolutePath() + " does not exist, and the Hugging Face cache "
                        + hub + " has no snapshot of " + text + ". Is the path right? A model on the hub is fetched by "
                        + downloadCommand(text) + "."))
                .folder();
    }

    private static Path snapshotIn(Path folder) {
        return newest(folder.getFileName().toString(), folder)
                .orElseThrow(
                        () -> new UserError(folder + " is a model's folder in a Hugging Face cache, but nothing in "
                                + folder.resolve(SNAPSHOTS) + " has a config.json. Fetch the model again."))
                .folder();
    }

    private static Optional<Path> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    /// Whether a text is a model's name on the hub rather than a path.
    public static boolean isName(String text) {
        return NAME.matcher(text).matches() && !text.startsWith(".");
    }

    /// What fetches the model, to type into a terminal.
    public static String downloadCommand(String name) {
        return "hf download " + name;
    }

    /// The model's newest snapshot.
    public Optional<Snapshot> find(String name) {
        return newest(name, hub.resolve(PREFIX + name.replace("/", "--")));
    }

    /// Every model that has a `config.json`, by name.
    ///
    /// @throws UserError where the cache is there and cannot be read
    public List<Snapshot> snapshots() {
        if (!Files.isDirectory(hub)) {
            return List.of();
        }
        List<Snapshot> found = new ArrayList<>();
        for (Path folder : list(hub)) {
            String name = folder.getFileName().toString();
            if (name.startsWith(PREFIX)) {
                newest(name.substring(PREFIX.length()).replace("--", "/"), folder)
                        .ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparing(Snapshot::name));
        return found;
    }

    /// The snapshot that `refs/main` names, else the last changed one.
    private static Optional<Snapshot> newest(String name, Path folder) {
        Path snapshots = folder.resolve(SNAPSHOTS);
        if (!Files.isDirectory(snapshots)) {
            return Optional.empty();
        }
        return main(folder)
                .map(snapshots::resolve)
                .filter(HuggingFaceCache::isModel)
                .or(() -> list(snapshots).stream()
                        .filter(HuggingFaceCache::isModel)
                        .max(Comparator.comparingLong(path -> path.toFile().lastModified())))
                .map(path -> new Snapshot(name, path.getFileName().toString(), path));
    }

    private static boolean isModel(Path snapshot) {
        return Files.exists(snapshot.resolve("config.json"));
    }

    private static Optional<String> main(Path folder) {
        Path ref = folder.resolve("refs").resolve("main");
        if (!Files.exists(ref)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(ref).strip()).filter(revision -> !revision.isEmpty());
        } catch (IOException e) {
            throw new UserError(ref + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UserError(folder + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
