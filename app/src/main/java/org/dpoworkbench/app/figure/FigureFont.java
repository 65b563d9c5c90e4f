package org.dpoworkbench.app.figure;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.dpoworkbench.resources.FontFile;

/// The type of figures: the one font that comes with the program, so that every machine draws the same.
final class FigureFont {
    private static final Font SANS = load();

    private FigureFont() {}

    static Font ofSize(double points) {
        return SANS.deriveFont((float) points);
    }

    private static Font load() {
        try (InputStream bytes = FontFile.SANS.open()) {
            return Font.createFont(Font.TRUETYPE_FONT, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FontFormatException e) {
            throw new IllegalStateException("The font for figures is damaged; install the program again.", e);
        }
    }
}
