package org.dpoworkbench.engine.overlap;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.order.SplitMix64;

/// Makes sketches by MinHash (Broder 1997, "On the resemblance and containment of documents"): in one pass over the
/// runs of three words, each run into one of 128 bins (one permutation hashing, Li, Owen and Zhang 2012, arXiv
/// 1208.1259); empty bins borrow from others as Shrivastava 2017 (arXiv 1703.04664) has it, which keeps the
/// estimate unbiased.
///
/// Runs that a large share of prompts hold are the template around them, and left out: else all prompts of a template
/// would be alike.
public final class PromptSketcher {
    static final int BINS = 128;
    private static final int BANDS = 32;
    private static final int RUN = 3;
    private static final int FEWEST_OF_A_TEMPLATE = 8;

    private final Set<Long> template;

    private PromptSketcher(Set<Long> template) {
        this.template = template;
    }

    /// @param sample prompts that show what is template: what at least a fifth of them, and eight, hold
    public static PromptSketcher of(List<String> sample) {
        Map<Long, Integer> holders = new HashMap<>();
        sample.stream().distinct().forEach(prompt -> {
            Set<Long> runs = new HashSet<>();
            for (long run : runs(prompt)) {
                runs.add(run);
            }
            runs.forEach(run -> holders.merge(run, 1, Integer::sum));
        });
        long needed = Math.max(FEWEST_OF_A_TEMPLATE, sample.stream().distinct().count() / 5);
        return new PromptSketcher(holders.entrySet().stream()
                .filter(run -> run.getValue() >= needed)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /// Of prompts shorter than a run, the prompt as a whole.
    private static long[] runs(String prompt) {
        long[] words = Words.of(prompt);
        return Words.runs(words, Math.clamp(words.length, 1, RUN));
    }

    public PromptSketch sketch(String prompt) {
        long[] all = runs(prompt);
        long[] own = Arrays.stream(all).filter(run -> !template.contains(run)).toArray();
        return sketch(own.length == 0 ? all : own);
    }

    private static PromptSketch sketch(long[] runs) {
        long[] least = new long[BINS];
        Arrays.fill(least, Long.MAX_VALUE);
        for (long run : runs) {
            int bin = (int) (run >>> 57);
            least[bin] = Math.min(least[bin], run & 0x01ff_ffff_ffff_ffffL);
        }
        if (runs.length == 0) {
            least[0] = 0; // prompts without a word are all alike
        }
        long[] dense = new long[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            dense[bin] = least[lender(least, bin)];
        }
        byte[] values = new byte[BINS];
        int[] bands = new int[BANDS];
        int rows = BINS / BANDS;
        for (int band = 0; band < BANDS; band++) {
            long hash = band;
            for (int i = band * rows; i < (band + 1) * rows; i++) {
                values[i] = (byte) SplitMix64.mix(dense[i]);
                hash = SplitMix64.mix(hash + dense[i]);
            }
            bands[band] = (int) hash;
        }
        return new PromptSketch(values, bands);
    }

    /// The bin itself where it is filled, else the first filled one of a sequence that is the bin's own.
    private static int lender(long[] least, int bin) {
        int lender = bin;
        for (long attempt = 1; least[lender] == Long.MAX_VALUE; attempt++) {
            lender = (int) (SplitMix64.mix(bin * 0x1_0000_0001L + SplitMix64.mix(attempt)) >>> 57);
        }
        return lender;
    }
}
