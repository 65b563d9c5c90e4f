package org.dpoworkbench.engine.jinja;

/// What can be called.
@FunctionalInterface
interface Function {
    Object call(Arguments arguments);
}
