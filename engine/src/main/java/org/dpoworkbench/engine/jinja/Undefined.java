package org.dpoworkbench.engine.jinja;

/// What is not there: empty and false where it is looked at, an error where it is used.
///
/// @param why the sentence of that error
record Undefined(String why) {
    static Undefined name(String name) {
        return new Undefined("'" + name + "' is undefined");
    }

    static Undefined attribute(Object of, Object name) {
        return new Undefined(
                name instanceof String text
                        ? "'" + Python.type(of) + " object' has no attribute '" + text + "'"
                        : Python.type(of) + " object has no element " + Python.repr(name));
    }

    TemplateException error() {
        return new TemplateException(why);
    }
}
