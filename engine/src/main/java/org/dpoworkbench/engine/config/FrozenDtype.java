package org.dpoworkbench.engine.config;

/// Number types that weights which are never changed can be kept in.
public enum FrozenDtype implements Named {
    FLOAT32("float32"),
    BFLOAT16("bfloat16"),

    /// 4 bits in blocks with a factor each: linear maps; tables are bfloat16.
    NF4("nf4");

    private final String text;

    FrozenDtype(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
