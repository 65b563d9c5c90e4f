package org.dpoworkbench.engine.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dpoworkbench.engine.problem.Problems;

/// A named set of held-out pairs, evaluated beside the main one. Its metrics are called `eval_NAME_loss` and so on, as
/// `transformers` calls those of a dictionary of evaluation datasets.
///
/// @param name  letters, digits, `-` and `_`, beginning with a letter
/// @param files its preference files
public record EvalSet(String name, List<Path> files) {
    private static final String NAME = "[A-Za-z][A-Za-z0-9_-]*";
    private static final Pattern NAMED_FILE = Pattern.compile("(" + NAME + ")=(.+)");

    public EvalSet {
        files = List.copyOf(files);
        Problems.in("data")
                .check(
                        name.matches(NAME),
                        "the name of an evaluation set is letters, digits, - and _, beginning with a letter; \"%s\" is"
                                + " none",
                        name)
                .check(!files.isEmpty(), "the evaluation set %s has no file", name)
                .throwIfAny();
    }

    /// Evaluation data as people write them: a file of the main set, or `NAME=FILE`. A file whose own name looks like
    /// that is written with its folder, as in `./a=b.jsonl`.
    ///
    /// @param main files of the main set, in order
    /// @param sets in the order of their first mention
    public record Written(List<Path> main, List<EvalSet> sets) {
        public Written {
            main = List.copyOf(main);
            sets = List.copyOf(sets);
        }

        public static Written of(List<String> words) {
            List<Path> main = new ArrayList<>();
            Map<String, List<Path>> named = new LinkedHashMap<>();
            for (String word : words) {
                Matcher match = NAMED_FILE.matcher(word);
                if (match.matches()) {
                    named.computeIfAbsent(match.group(1), _ -> new ArrayList<>())
                            .add(Path.of(match.group(2)));
                } else {
                    main.add(Path.of(word));
                }
            }
            return new Written(
                    main,
                    named.entrySet().stream()
                            .map(set -> new EvalSet(set.getKey(), set.getValue()))
                            .toList());
        }
    }

    /// The same with relative paths taken from `folder`.
    public EvalSet resolvedIn(Path folder) {
        return new EvalSet(
                name,
                files.stream().map(file -> folder.resolve(file).normalize()).toList());
    }
}
