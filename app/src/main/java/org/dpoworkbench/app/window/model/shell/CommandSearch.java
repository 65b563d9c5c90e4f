package org.dpoworkbench.app.window.model.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.dpoworkbench.app.window.model.Command;

/// Finds commands by what is typed: every word must occur in the title, in any order; the earlier and the closer to a
/// word's beginning, the better; what cannot be done now comes last.
public final class CommandSearch {
    private static final int INSIDE_A_WORD = 100;

    private CommandSearch() {}

    /// The commands that fit, the best first; all of them, in their order, where nothing is typed.
    public static List<Command> find(String typed, List<Command> commands) {
        String[] words = typed.strip().toLowerCase(Locale.ROOT).split("\\s+");
        record Hit(Command command, int cost) {}
        return commands.stream()
                .flatMap(command -> {
                    OptionalInt cost = cost(command.title().toLowerCase(Locale.ROOT), words);
                    return cost.stream().mapToObj(c -> new Hit(command, c));
                })
                .sorted(Comparator.comparing((Hit hit) ->
                                !words[0].isEmpty() && !hit.command().enabled().getAsBoolean())
                        .thenComparingInt(Hit::cost))
                .map(Hit::command)
                .toList();
    }

    private static OptionalInt cost(String title, String... words) {
        int sum = 0;
        for (String word : words) {
            int best = IntStream.iterate(title.indexOf(word), at -> at >= 0, at -> title.indexOf(word, at + 1))
                    .map(at -> at == 0 || !Character.isLetterOrDigit(title.charAt(at - 1)) ? at : at + INSIDE_A_WORD)
                    .limit(title.length() + 1L)
                    .min()
                    .orElse(-1);
            if (best < 0) {
                return OptionalInt.empty();
            }
            sum += word.isEmpty() ? 0 : best;
        }
        return OptionalInt.of(sum);
    }
}
