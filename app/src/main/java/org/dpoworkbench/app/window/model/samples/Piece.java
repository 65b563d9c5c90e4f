package org.dpoworkbench.app.window.model.samples;

/// A stretch of a text.
///
/// @param times   how often it comes one after the other; shown once
/// @param differs whether the text it is compared with has other words here
public record Piece(String text, int times, boolean differs) {}
