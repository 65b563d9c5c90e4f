package org.dpoworkbench.app.window.model.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the window remembers between starts, of all projects together.
///
/// @param version  of this layout
/// @param theme    the window's colours
/// @param geometry where the window stood; absent: the screen decides
/// @param recent   project folders, the last opened first
/// @param slots    how many runs a device computes at a time, >= 1
public record WindowSettings(int version, Theme theme, Optional<Geometry> geometry, List<Path> recent, int slots) {
    public static final int VERSION = 1;
    public static final WindowSettings DEFAULTS =
            new WindowSettings(VERSION, Theme.SYSTEM, Optional.empty(), List.of(), 1);
    private static final int MOST_RECENT = 12;

    /// Light, dark, or as the system has it.
    public enum Theme {
        SYSTEM,
        LIGHT,
        DARK
    }

    /// A window's place on the screens, in their coordinates.
    public record Geometry(double x, double y, double width, double height, boolean maximized) {}

    public WindowSettings {
        theme = theme == null ? Theme.SYSTEM : theme;
        geometry = geometry == null ? Optional.empty() : geometry;
        recent = recent == null ? List.of() : List.copyOf(recent);
        slots = Math.max(1, slots);
    }

    public WindowSettings withTheme(Theme other) {
        return new WindowSettings(version, other, geometry, recent, slots);
    }

    public WindowSettings withGeometry(Geometry other) {
        return new WindowSettings(version, theme, Optional.of(other), recent, slots);
    }

    public WindowSettings withSlots(int other) {
        return new WindowSettings(version, theme, geometry, recent, other);
    }

    /// This folder was just opened.
    public WindowSettings opened(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        List<Path> now = Stream.concat(Stream.of(absolute), recent.stream().filter(path -> !path.equals(absolute)))
                .limit(MOST_RECENT)
                .toList();
        return new WindowSettings(version, theme, geometry, now, slots);
    }

    /// This folder is not offered again.
    public WindowSettings forgotten(Path folder) {
        return new WindowSettings(
                version,
                theme,
                geometry,
                recent.stream().filter(path -> !path.equals(folder)).toList(),
                slots);
    }
}
