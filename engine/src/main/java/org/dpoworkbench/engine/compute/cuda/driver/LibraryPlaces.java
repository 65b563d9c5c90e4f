package org.dpoworkbench.engine.compute.cuda.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dpoworkbench.engine.problem.UserError;

/// The folders where NVIDIA's libraries may be, in the order in which they are looked through; only those that exist.
final class LibraryPlaces {
    /// The environment variable that names a folder to look in first.
    static final String SETTING = "DPO_WORKBENCH_CUDA";

    /// Where an installed toolkit has its libraries.
    private static final List<String> IN_TOOLKIT =
            List.of("", "lib64", "lib", "targets/x86_64-linux/lib", "targets/sbsa-linux/lib", "bin", "bin/x64");

    private final Surroundings machine;
    private final List<Path> folders = new ArrayList<>();
    private final Set<Path> real = new HashSet<>();

    private LibraryPlaces(Surroundings machine) {
        this.machine = machine;
    }

    /// @throws UserError where the setting names no folder
    static List<Path> of(Surroundings machine) {
        LibraryPlaces places = new LibraryPlaces(machine);
        places.setting();
        Stream.of("CUDA_HOME", "CUDA_PATH")
                .map(machine::variable)
                .flatMap(Optional::stream)
                .forEach(folder -> places.toolkit(machine.at(folder)));
        if (machine.windows()) {
            places.windows();
        } else {
            places.linux();
        }
        places.python();
        return List.copyOf(places.folders);
    }

    private void setting() {
        machine.variable(SETTING).ifPresent(folder -> {
            if (!Files.isDirectory(machine.at(folder))) {
                throw new UserError(
                        SETTING + " names " + folder + ", which is no folder. Name the folder of the CUDA toolkit"
                                + " or the one that holds its libraries, or unset it.");
            }
            toolkit(machine.at(folder));
        });
    }

    /// Many systems have one folder under two names; it is kept under the first.
    private void add(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try {
            if (real.add(folder.toRealPath())) {
                folders.add(folder);
            }
        } catch (IOException _) {
            return; // gone since
        }
    }

    private void toolkit(Path folder) {
        IN_TOOLKIT.forEach(inside -> add(inside.isEmpty() ? folder : folder.resolve(inside)));
    }

    private void linux() {
        machine.folders("LD_LIBRARY_PATH").forEach(folder -> add(machine.at(folder)));
        LoaderFolders.of(machine).forEach(folder -> add(machine.at(folder)));
        String system = machine.arm() ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
        Stream.of("/lib/" + system, "/usr/lib/" + system, "/lib64", "/usr/lib64", "/lib", "/usr/lib")
                .forEach(folder -> add(machine.at(folder)));
        Stream.of("/usr/lib/wsl/lib", "/run/opengl-driver/lib").forEach(folder -> add(machine.at(folder)));
        toolkit(machine.at("/usr/local/cuda"));
        Surroundings.inside(machine.at("/usr/local"), "cuda-*").forEach(this::toolkit);
        toolkit(machine.at("/opt/cuda"));
    }

    private void windows() {
        machine.folders("PATH").forEach(folder -> add(machine.at(folder)));
        String system = machine.variable("SystemRoot").orElse("C:\\Windows");
        add(machine.at(system + "\\System32"));
        String programs = machine.variable("ProgramFiles").orElse("C:\\Program Files");
        Surroundings.inside(machine.at(programs + "\\NVIDIA GPU Computing Toolkit\\CUDA"), "v*")
                .forEach(this::toolkit);
        add(machine.at(programs + "\\NVIDIA Corporation\\NVSMI"));
    }

    /// The libraries that PyTorch brings along.
    private void python() {
        List<Path> environments = new ArrayList<>();
        Stream.of("VIRTUAL_ENV", "CONDA_PREFIX")
                .map(machine::variable)
                .flatMap(Optional::stream)
                .map(machine::at)
                .forEach(environments::add);
        machine.variable("CONDA_PREFIX").ifPresent(folder -> toolkit(machine.at(folder)));
        for (Path environment : environments) {
            sitePackages(environment.resolve("lib"));
            packages(environment.resolve("Lib").resolve("site-packages"));
        }
        if (machine.windows()) {
            machine.variable("APPDATA")
                    .map(folder -> machine.at(folder).resolve("Python"))
                    .ifPresent(folder -> Surroundings.inside(folder, "Python3*")
                            .forEach(version -> packages(version.resolve("site-packages"))));
        } else {
            sitePackages(machine.at(machine.home()).resolve(".local").resolve("lib"));
            sitePackages(machine.at("/usr/local/lib"));
            sitePackages(machine.at("/usr/lib"));
        }
    }

    private void sitePackages(Path lib) {
        for (Path python : Surroundings.inside(lib, "python3*")) {
            packages(python.resolve("site-packages"));
            packages(python.resolve("dist-packages"));
        }
    }

    private void packages(Path site) {
        for (Path part : Surroundings.inside(site.resolve("nvidia"), "*")) {
            add(part.resolve("lib"));
            add(part.resolve("bin"));
            add(part.resolve("bin").resolve("x86_64"));
        }
    }

    /// The folders that the loader's configuration names, `ld.so.conf(5)`.
    private static final class LoaderFolders {
        private static final int DEEPEST = 4;
        private static final String INCLUDE = "include";

        private final Surroundings machine;
        private final List<String> folders = new ArrayList<>();

        private LoaderFolders(Surroundings machine) {
            this.machine = machine;
        }

        static List<String> of(Surroundings machine) {
            LoaderFolders loader = new LoaderFolders(machine);
            loader.read(machine.at("/etc/ld.so.conf"), 0);
            return loader.folders;
        }

        private void read(Path file, int depth) {
            List<String> lines;
            try {
                lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            } catch (IOException _) {
                return; // not every system has it
            }
            for (String line : lines) {
                String text = line.replaceFirst("#.*", "").strip();
                if (text.startsWith(INCLUDE) && depth < DEEPEST) {
                    include(file, text.substring(INCLUDE.length()).strip(), depth + 1);
                } else if (text.startsWith("/")) {
                    folders.add(text);
                }
            }
        }

        private void include(Path from, String glob, int depth) {
            int slash = glob.lastIndexOf('/');
            Path folder = slash < 0
                    ? from.getParent()
                    : glob.startsWith("/")
                            ? machine.at(glob.substring(0, slash))
                            : from.getParent().resolve(glob.substring(0, slash));
            try (var files = Files.newDirectoryStream(folder, glob.substring(slash + 1))) {
                List<Path> sorted = new ArrayList<>();
                files.forEach(sorted::add);
                sorted.stream().sorted().forEach(file -> read(file, depth));
            } catch (IOException _) {
                return; // a pattern for a folder that is not there is usual
            }
        }
    }
}
