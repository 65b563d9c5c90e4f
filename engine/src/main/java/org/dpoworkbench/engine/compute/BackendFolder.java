package org.dpoworkbench.engine.compute;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The folder that a build flavour puts beside that of the program's jars: a backend, and libraries of
/// which the program has others. They cannot stand together on a class path, so the backend computes in
/// a process that is started with [#classPath] instead.
///
/// @param jars in the order of their names
public record BackendFolder(List<Path> jars) {
    private static final String NAME = "nd4j";

    /// The program's library that ND4J has another version of, under the same names inside.
    private static final String REPLACED = "openblas-";

    public BackendFolder {
        jars = List.copyOf(jars);
    }

    /// This program's; absent where the build carries none.
    public static Optional<BackendFolder> find() {
        var source = BackendFolder.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return Optional.empty();
        }
        try {
            return besideProgram(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program's own place is " + source.getLocation(), e);
        }
    }

    /// @param program one of the program's jars, or a folder of its classes
    static Optional<BackendFolder> besideProgram(Path program) {
        Path lib = Files.isDirectory(program) ? program : program.getParent();
        Path folder = lib.resolveSibling(NAME);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            return jars.isEmpty() ? Optional.empty() : Optional.of(new BackendFolder(jars));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The class path of a process that computes with this backend: the program's without what is replaced, then the
    /// folder's.
    public String classPath(String program) {
        return Stream.concat(
                        Arrays.stream(program.split(File.pathSeparator, -1)).filter(entry -> !isReplaced(entry)),
                        jars.stream().map(Path::toString))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isReplaced(String entry) {
        Path name = Path.of(entry).getFileName();
        return name != null && name.toString().startsWith(REPLACED);
    }

    /// Loads what the backend says of itself, where it is on no class path. It lives as long as the process.
    ClassLoader loader() {
        URL[] urls = jars.stream().map(BackendFolder::url).toArray(URL[]::new);
        return new URLClassLoader(urls, BackendFolder.class.getClassLoader());
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(jar + " has no URL", e);
        }
    }
}
