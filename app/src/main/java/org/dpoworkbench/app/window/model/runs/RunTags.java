package org.dpoworkbench.app.window.model.runs;

import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dpoworkbench.app.window.model.run.RunItem;

/// Tags of several runs, as one line of words.
public final class RunTags {
    private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");

    private RunTags() {}

    /// The tags that all the runs have, in alphabetical order.
    public static String common(List<RunItem> runs) {
        return String.join(" ", commonTags(runs));
    }

    /// Makes the written tags those that the runs have in common: new words are given to each, words that were taken
    /// out are taken from each. What only some have stays.
    ///
    /// @param written words between spaces or commas
    public static void set(List<RunItem> runs, String written) {
        SortedSet<String> before = commonTags(runs);
        SortedSet<String> after = Arrays.stream(BETWEEN.split(written.strip()))
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        before.removeAll(after);
        for (RunItem run : runs) {
            run.tags().removeAll(before);
            run.tags().addAll(after);
        }
    }

    private static SortedSet<String> commonTags(List<RunItem> runs) {
        var common = new TreeSet<String>();
        runs.stream().findFirst().ifPresent(first -> common.addAll(first.tags()));
        runs.forEach(run -> common.retainAll(run.tags()));
        return common;
    }
}
