package org.dpoworkbench.app.room;

/// What a command found out: as text for people, or as an object that becomes JSON in snake case.
public record Answer(String text, Object json) {}
