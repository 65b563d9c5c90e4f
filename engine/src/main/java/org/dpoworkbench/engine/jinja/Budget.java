package org.dpoworkbench.engine.jinja;

/// What one rendering may take, so that a template that never ends is an error.
final class Budget {
    static final int MOST_CHARACTERS = 1 << 24;
    private static final long MOST_STEPS = 5_000_000;
    private static final int DEEPEST = 100;

    private long steps;
    private int depth;

    void step() {
        if (++steps > MOST_STEPS) {
            throw new TemplateException("it takes more than " + MOST_STEPS + " steps");
        }
    }

    void enter() {
        if (++depth > DEEPEST) {
            throw new TemplateException("it calls itself more than " + DEEPEST + " deep");
        }
    }

    void leave() {
        depth--;
    }

    void checkLength(int characters) {
        if (characters > MOST_CHARACTERS) {
            throw new TemplateException("it writes more than " + MOST_CHARACTERS + " characters");
        }
    }
}
