package org.dpoworkbench.engine.text;

/// The functions that transformers gives to chat templates.
public final class TemplateFunctions {
    private TemplateFunctions() {}

    /// What a template says of a conversation that it was not made for.
    static final class Raised extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Raised(String message) {
            super(message);
        }
    }

    /// `raise_exception`; public because the template library calls it.
    public static Object raise(String message) {
        throw new Raised(message);
    }
}
