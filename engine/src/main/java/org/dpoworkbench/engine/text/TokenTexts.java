package org.dpoworkbench.engine.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The piece of text that each token stands for. Pieces put together are the decoded whole: where several
/// tokens make one character, the last of them bears it and the others are empty.
///
/// @param tokenizer absent: tokens are shown by their ids
public record TokenTexts(Optional<Tokenizer> tokenizer) {
    private static final String INCOMPLETE = "\uFFFD";

    /// @param context tokens before, which decide about the space at the beginning
    public List<String> of(int[] context, int[] ids) {
        if (tokenizer.isEmpty()) {
            return Arrays.stream(ids).mapToObj(id -> "[" + id + "]").toList();
        }
        int[] lead = Arrays.copyOfRange(context, Math.max(0, context.length - 1), context.length);
        List<String> pieces = new ArrayList<>(ids.length);
        int told = 0; // token from which on the text is not told yet
        int begin = 0;
        for (int i = 0; i < ids.length; i++) {
            String before = decode(lead, ids, begin, told);
            String now = decode(lead, ids, begin, i + 1);
            boolean whole = !now.endsWith(INCOMPLETE) || i + 1 == ids.length;
            pieces.add(whole && now.startsWith(before) ? now.substring(before.length()) : whole ? now : "");
            if (whole) {
                begin = told;
                told = i + 1;
                lead = begin > 0 ? new int[0] : lead;
            }
        }
        return pieces;
    }

    private String decode(int[] lead, int[] ids, int from, int to) {
        int[] all = new int[lead.length + to - from];
        System.arraycopy(lead, 0, all, 0, lead.length);
        System.arraycopy(ids, from, all, lead.length, to - from);
        return tokenizer.orElseThrow().decode(all);
    }
}
