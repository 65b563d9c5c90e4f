package org.dpoworkbench.engine.compute.cuda.driver;

/// A native library lacks a function: it is too old, or no such library.
public final class MissingFunctionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingFunctionException(String library, String function) {
        super(library + " has no function " + function + ". It is too old, or it is another library of that name.");
    }
}
