package org.dpoworkbench.app.window.model.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.app.window.model.settings.WindowSettings.Geometry;
import org.dpoworkbench.app.window.model.settings.WindowSettings.Theme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        var file = new SettingsFile(folder.resolve("deep").resolve("window.json"));
        var settings = new WindowSettings(
                WindowSettings.VERSION,
                Theme.DARK,
                Optional.of(new Geometry(10, 20, 1000, 700, true)),
                List.of(folder.resolve("a b")),
                2);
        file.write(settings);
        assertThat(file.read()).isEqualTo(settings);
    }

    @Test
    void withoutAFileTheDefaultsHold() throws IOException {
        assertThat(new SettingsFile(folder.resolve("none.json")).read()).isEqualTo(WindowSettings.DEFAULTS);
    }

    @Test
    void aFileThatCannotBeReadIsSetAsideAndTheDefaultsHold() throws IOException {
        Path path = folder.resolve("window.json");
        for (String rubbish : List.of("", "{", "[1]", "{\"version\": 99}", "\u0000\u0001")) {
            Files.writeString(path, rubbish);
            assertThat(new SettingsFile(path).read()).isEqualTo(WindowSettings.DEFAULTS);
            assertThat(folder.resolve("window.json.unread")).hasContent(rubbish);
            assertThat(path).doesNotExist();
        }
    }

    @Test
    void aSettingThatAnEarlierVersionDidNotHaveIsAtItsDefault() throws IOException {
        Path path = folder.resolve("window.json");
        Files.writeString(path, "{\"version\": 1, \"theme\": \"LIGHT\"}");
        assertThat(new SettingsFile(path).read()).isEqualTo(WindowSettings.DEFAULTS.withTheme(Theme.LIGHT));
    }

    @Test
    void eachSystemHasItsPlace() {
        Path home = Path.of("home");
        assertThat(SettingsFile.usual(Map.of("XDG_CONFIG_HOME", "conf"), "Linux", home))
                .isEqualTo(Path.of("conf", "dpo-workbench", "window.json"));
        assertThat(SettingsFile.usual(Map.of(), "Linux", home))
                .isEqualTo(Path.of("home", ".config", "dpo-workbench", "window.json"));
        assertThat(SettingsFile.usual(Map.of("APPDATA", "roaming"), "Windows 11", home))
                .isEqualTo(Path.of("roaming", "dpo-workbench", "window.json"));
        assertThat(SettingsFile.usual(Map.of(), "Mac OS X", home))
                .isEqualTo(Path.of("home", "Library", "Application Support", "dpo-workbench", "window.json"));
    }
}
