package org.dpoworkbench.engine.config;

/// Number types that a final model can be written in.
public enum SaveDtype implements Named {
    FLOAT32("float32"),
    FLOAT16("float16"),
    BFLOAT16("bfloat16");

    private final String text;

    SaveDtype(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
