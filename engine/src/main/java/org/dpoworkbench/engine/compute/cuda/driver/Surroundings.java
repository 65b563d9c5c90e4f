package org.dpoworkbench.engine.compute.cuda.driver;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What a search sees of the machine: its files and its environment.
///
/// @param root        the folder that stands for the file system's root; absent: the machine's own
/// @param environment variables
/// @param home        the user's folder
/// @param windows     whether files are called as on Windows
/// @param arm         whether the processor is an ARM one
/// @param loads       whether the system's loader opens a library of that name
public record Surroundings(
        Optional<Path> root,
        Map<String, String> environment,
        String home,
        boolean windows,
        boolean arm,
        Predicate<String> loads) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /// This machine's.
    public static Surroundings here() {
        return new Surroundings(
                Optional.empty(),
                System.getenv(),
                System.getProperty("user.home"),
                System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows"),
                System.getProperty("os.arch").equals("aarch64"),
                Surroundings::loaderOpens);
    }

    private static boolean loaderOpens(String name) {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup.libraryLookup(name, arena);
            return true;
        } catch (IllegalArgumentException _) {
            return false; // the loader's way of saying that there is none
        }
    }

    /// A place, given as the system writes it.
    Path at(String place) {
        if (root.isEmpty()) {
            return Path.of(place);
        }
        String inside = place.replace(":", "").replace('\\', '/');
        return root.get().resolve(inside.replaceFirst("^/+", ""));
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /// The folders that a variable lists.
    List<String> folders(String variable) {
        return variable(variable).stream()
                .flatMap(value -> List.of(value.split(windows ? ";" : ":", -1)).stream())
                .filter(folder -> !folder.isBlank())
                .toList();
    }

    /// The folders in a folder whose names fit, the highest version first; none where it cannot be read.
    static List<Path> inside(Path folder, String glob) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    found.add(entry);
                }
            }
        } catch (IOException _) {
            return List.of();
        }
        found.sort(Comparator.comparing(Surroundings::version, Surroundings::compare)
                .reversed()
                .thenComparing(Path::toString));
        return found;
    }

    private static List<Integer> version(Path folder) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : folder.getFileName().toString().split("\\D+", -1)) {
            if (!part.isEmpty() && part.length() < 9) {
                numbers.add(Integer.parseInt(part));
            }
        }
        return numbers;
    }

    private static int compare(List<Integer> one, List<Integer> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = Integer.compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
