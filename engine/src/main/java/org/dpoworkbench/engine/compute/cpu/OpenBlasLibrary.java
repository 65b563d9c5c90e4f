package org.dpoworkbench.engine.compute.cpu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.dpoworkbench.engine.compute.CacheFolder;
import org.dpoworkbench.engine.problem.UserError;

/// Finds OpenBLAS among the class path's resources and puts it where a loader can open it: natives lie inside a jar.
///
/// The files go to `native/` in the cache folder, under the library's version, once for all runs.
final class OpenBlasLibrary {
    private record Platform(String folder, String library, List<String> companions) {}

    private OpenBlasLibrary() {}

    /// The library's path on disk, its companions beside it.
    static Path extract() {
        Platform platform = platform();
        try {
            Path folder = CacheFolder.path().resolve("native").resolve("openblas-" + fingerprint(platform));
            Files.createDirectories(folder);
            for (String companion : platform.companions()) {
                copy(platform.folder() + companion, folder.resolve(companion));
            }
            Path library = folder.resolve(platform.library());
            copy(platform.folder() + platform.library(), library);
            return library;
        } catch (IOException e) {
            throw new UserError(
                    "The matrix library OpenBLAS could not be unpacked into " + CacheFolder.path() + ": "
                            + e.getMessage()
                            + ". Is the disk full or the folder read-only? DPO_WORKBENCH_CACHE names another folder.",
                    e);
        }
    }

    private static Platform platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean arm = System.getProperty("os.arch").matches("aarch64|arm64");
        if (os.contains("linux")) {
            return new Platform(
                    "/org/bytedeco/openblas/linux-" + (arm ? "arm64" : "x86_64") + "/",
                    "libopenblas.so.0",
                    arm
                            ? List.of("libgcc_s.so.1", "libgfortran.so.5")
                            : List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5"));
        }
        if (os.contains("mac")) {
            return new Platform(
                    "/org/bytedeco/openblas/macosx-" + (arm ? "arm64" : "x86_64") + "/",
                    "libopenblas.0.dylib",
                    List.of("libgcc_s.1.1.dylib", "libquadmath.0.dylib", "libgfortran.5.dylib"));
        }
        if (os.contains("windows")) {
            return new Platform("/org/bytedeco/openblas/windows-x86_64/", "libopenblas.dll", List.of());
        }
        throw new UserError("There is no matrix library for " + os + " on " + System.getProperty("os.arch")
                + ". Linux, macOS and Windows on x86-64, and Linux and macOS on arm64, are supported.");
    }

    /// Changes with the library, so that two versions of the program do not share an unpacked file.
    private static String fingerprint(Platform platform) throws IOException {
        var url = OpenBlasLibrary.class.getResource(platform.folder() + platform.library());
        if (url == null) {
            throw new UserError("The program was built without the matrix library for this system ("
                    + platform.folder() + platform.library()
                    + " is not on the class path). Build it on this system, or with "
                    + "-Dnative.classifier set.");
        }
        var connection = url.openConnection();
        connection.setUseCaches(false);
        try (InputStream _ = connection.getInputStream()) {
            return Long.toHexString(connection.getContentLengthLong() * 31 + connection.getLastModified());
        }
    }

    private static void copy(String resource, Path target) throws IOException {
        if (Files.exists(target)) {
            return;
        }
        try (InputStream in = OpenBlasLibrary.class.getResourceAsStream(resource)) {
            if (in == null) {
                return;
            }
            Path partial = Files.createTempFile(
                    target.getParent(), target.getFileName().toString(), ".part");
            Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
            try {
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
