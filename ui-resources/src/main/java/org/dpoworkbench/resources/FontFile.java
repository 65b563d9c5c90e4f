package org.dpoworkbench.resources;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/// The TrueType fonts that figures and reports embed: Liberation (SIL Open Font License 1.1), which has the Greek
/// letters and mathematical signs that the standard fonts of PDF lack.
public enum FontFile {
    SANS("LiberationSans-Regular.ttf", "Liberation Sans"),
    SANS_BOLD("LiberationSans-Bold.ttf", "Liberation Sans"),
    SANS_ITALIC("LiberationSans-Italic.ttf", "Liberation Sans"),
    MONO("LiberationMono-Regular.ttf", "Liberation Mono");

    private final String file;
    private final String family;

    FontFile(String file, String family) {
        this.file = file;
        this.family = family;
    }

    /// The family's name inside the font.
    public String family() {
        return family;
    }

    /// The font file's bytes; the caller closes them.
    public InputStream open() throws IOException {
        InputStream bytes = FontFile.class.getResourceAsStream("/liberation/" + file);
        if (bytes == null) {
            throw new FileNotFoundException("The font " + file
                    + " is not on the class path. The installation is incomplete; install it again.");
        }
        return bytes;
    }
}
