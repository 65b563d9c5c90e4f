package org.dpoworkbench.engine.data;

/// One pair of which something was found, and what exactly.
///
/// @param finding the [Finding]'s text
/// @param number  line, element or row in the file, from 1
/// @param detail  what the pair is like, in words that go on after its place
public record FindingExample(String finding, String file, long number, String detail) {
    @Override
    public String toString() {
        return file + ", number " + number + " " + detail;
    }
}
