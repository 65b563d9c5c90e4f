package org.dpoworkbench.engine.text;

import java.util.List;
import java.util.Optional;

/// Two or more completions of a prompt, the best first (Plackett–Luce DPO, Rafailov et al. 2023, arXiv 2305.18290,
/// appendix A.3).
///
/// @param id     hash of prompt and the unordered completions
/// @param source the file that they came from
/// @param line   line, row or element in that file, from 1
/// @param prompt token ids of the context; may be empty
/// @param ranked token ids of each completion, end token included, the best first
/// @param tokenScored which of them count
/// @param isCut  whether `max_length` cut each
/// @param group  what the file's column of sources says of it
@SuppressWarnings("ArrayRecordComponent") // nobody writes to them
public record TokenizedRanking(
        String id,
        String source,
        long line,
        int[] prompt,
        List<int[]> ranked,
        List<boolean[]> tokenScored,
        List<Boolean> isCut,
        Optional<String> group)
        implements TokenizedExample {
    public TokenizedRanking {
        ranked = List.copyOf(ranked);
        tokenScored = List.copyOf(tokenScored);
        isCut = List.copyOf(isCut);
        if (ranked.size() < 2 || tokenScored.size() != ranked.size() || isCut.size() != ranked.size()) {
            throw new IllegalArgumentException("a ranking has two completions at least, each scored: " + ranked.size()
                    + ", " + tokenScored.size() + ", " + isCut.size());
        }
    }

    @Override
    public int completions() {
        return ranked.size();
    }

    @Override
    public int[] completion(int number) {
        return ranked.get(number);
    }

    @Override
    public boolean[] scored(int number) {
        return tokenScored.get(number);
    }

    @Override
    public boolean cut(int number) {
        return isCut.get(number);
    }
}
