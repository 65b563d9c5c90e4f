package org.dpoworkbench.engine.journal;

import java.time.Instant;

/// A journal line: an event with its number, counted from 1 without gaps over the whole journal, and its time.
public record Entry(long seq, Instant time, Event event) {}
