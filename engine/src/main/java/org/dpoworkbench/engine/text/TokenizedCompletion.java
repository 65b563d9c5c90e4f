package org.dpoworkbench.engine.text;

import java.util.Optional;

/// One completion of a prompt with a verdict of its own, as unpaired data (KTO, Ethayarajh et al. 2024, arXiv
/// 2402.01306) have it.
///
/// @param id         hash of prompt and completion
/// @param source     the file that it came from
/// @param line       line, row or element in that file, from 1
/// @param prompt     token ids of the context; may be empty
/// @param tokens     token ids of the completion, end token included
/// @param tokenScored which of them count
/// @param isCut      whether `max_length` cut it
/// @param desirable  the label: whether the completion is wanted
/// @param group      what the file's column of sources says of it
@SuppressWarnings("ArrayRecordComponent") // nobody writes to them
public record TokenizedCompletion(
        String id,
        String source,
        long line,
        int[] prompt,
        int[] tokens,
        boolean[] tokenScored,
        boolean isCut,
        boolean desirable,
        Optional<String> group)
        implements TokenizedExample {

    @Override
    public int completions() {
        return 1;
    }

    @Override
    public int[] completion(int number) {
        return tokens;
    }

    @Override
    public boolean[] scored(int number) {
        return tokenScored;
    }

    @Override
    public boolean cut(int number) {
        return isCut;
    }
}
