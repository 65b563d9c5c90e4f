package org.dpoworkbench.engine.jinja;

/// @param text of strings with escapes resolved, of data as it is rendered
record Token(Kind kind, String text, int line) {
    enum Kind {
        DATA("text"),
        VARIABLE_BEGIN("{{"),
        VARIABLE_END("}}"),
        BLOCK_BEGIN("{%"),
        BLOCK_END("%}"),
        NAME("a name"),
        STRING("a string"),
        INTEGER("a whole number"),
        FLOAT("a number"),
        OPERATOR("an operator"),
        END("the template's end");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    boolean is(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    String words() {
        return switch (kind) {
            case NAME, STRING, INTEGER, FLOAT, OPERATOR -> "\"" + text + "\"";
            case DATA, VARIABLE_BEGIN, VARIABLE_END, BLOCK_BEGIN, BLOCK_END, END -> kind.words;
        };
    }
}
