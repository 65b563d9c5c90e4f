package org.dpoworkbench.app.window.model.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import org.dpoworkbench.engine.config.PathText;
import org.dpoworkbench.engine.run.AtomicFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// The file that [WindowSettings] are kept in. One that cannot be read costs the settings, never the start: it is set
/// aside and the defaults hold.
public final class SettingsFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(PathText.module())
            .build();

    private final Path file;

    public SettingsFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /// Where this system keeps a program's settings: `$XDG_CONFIG_HOME`, `%APPDATA%`, `~/Library/Application Support`.
    ///
    /// @param environment the process's
    /// @param home        the user's folder
    public static Path usual(Map<String, String> environment, String system, Path home) {
        String name = system.toLowerCase(Locale.ROOT);
        Path folder;
        if (name.startsWith("windows")) {
            folder = environment.containsKey("APPDATA") ? Path.of(environment.get("APPDATA")) : home;
        } else if (name.startsWith("mac")) {
            folder = home.resolve("Library").resolve("Application Support");
        } else {
            String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
            folder = xdg.isBlank() ? home.resolve(".config") : Path.of(xdg);
        }
        return folder.resolve("dpo-workbench").resolve("window.json");
    }

    public Path path() {
        return file;
    }

    /// What is remembered; the defaults where nothing is, or nothing that this version can read.
    public WindowSettings read() throws IOException {
        if (!Files.exists(file)) {
            return WindowSettings.DEFAULTS;
        }
        try {
            WindowSettings settings =
                    JSON.readValue(Files.readString(file, StandardCharsets.UTF_8), WindowSettings.class);
            if (settings.version() == WindowSettings.VERSION) {
                return settings;
            }
        } catch (JacksonException | IOException e) {
            // set aside below: whoever wrote it by hand finds it again
        }
        Files.move(file, file.resolveSibling(file.getFileName() + ".unread"), StandardCopyOption.REPLACE_EXISTING);
        return WindowSettings.DEFAULTS;
    }

    public synchronized void write(WindowSettings settings) throws IOException {
        Files.createDirectories(file.getParent());
        AtomicFile.write(
                file,
                JSON.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(settings)
                        .getBytes(StandardCharsets.UTF_8));
    }
}
