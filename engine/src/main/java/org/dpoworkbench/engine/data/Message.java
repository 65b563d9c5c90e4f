package org.dpoworkbench.engine.data;

/// One turn of a conversation.
///
/// @param role who speaks: `system`, `user`, `assistant`
public record Message(String role, String content) {}
