package org.dpoworkbench.engine.jinja;

/// Why a template cannot be used, or not on these values.
public class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;

    /// @param line of the template, from 1; 0: not known yet
    TemplateException(int line, String message) {
        super(message);
        this.line = line;
    }

    /// Where the line is found out later.
    TemplateException(String message) {
        this(0, message);
    }

    /// The same at a place in the template.
    TemplateException at(int place) {
        return line > 0 ? this : new TemplateException(place, getMessage());
    }

    /// The template's line, from 1.
    public int line() {
        return line;
    }

    /// What a template itself says of what it was given, by `raise_exception`.
    public static final class Raised extends TemplateException {
        private static final long serialVersionUID = 1L;

        Raised(int line, String message) {
            super(line, message);
        }

        @Override
        TemplateException at(int place) {
            return line() > 0 ? this : new Raised(place, getMessage());
        }
    }
}
