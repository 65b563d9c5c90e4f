package org.dpoworkbench.app.window.model.newrun;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.ExampleKind;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.ui.Messages;

/// The losses to choose from, and the sum that is being put together.
public final class LossChoice {
    private static final String ONE = "1";

    private final RunForm form;

    LossChoice(RunForm form) {
        this.form = form;
    }

    /// A heading with the methods under it that a search lets through.
    public record Group(String title, List<Method> methods) {
        public Group {
            methods = List.copyOf(methods);
        }
    }

    /// All methods whose name, explanation or paper holds every word of the search, by what they learn from; no empty
    /// groups.
    public static List<Group> groups(String search) {
        List<String> words = Stream.of(search.toLowerCase(Locale.ROOT).split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        List<Method> found =
                Method.all().stream().filter(method -> holds(method, words)).toList();
        List<Group> groups = new ArrayList<>();
        for (ExampleKind kind : ExampleKind.values()) {
            for (boolean reference : new boolean[] {true, false}) {
                List<Method> methods = found.stream()
                        .filter(method -> method.data() == kind && method.usesReference() == reference)
                        .toList();
                if (!methods.isEmpty()) {
                    groups.add(new Group(title(kind, reference), methods));
                }
            }
        }
        return groups;
    }

    /// The losses that can be added to the sum that the form has: others of the same kind of data.
    public static List<Group> groups(String search, Method sum) {
        return groups(search).stream()
                .map(group -> new Group(
                        group.title(),
                        group.methods().stream()
                                .filter(method -> canJoin(method, sum))
                                .toList()))
                .filter(group -> !group.methods().isEmpty())
                .toList();
    }

    private static boolean canJoin(Method method, Method sum) {
        return !method.smoothed()
                && method.data() == ExampleKind.PAIRS
                && !sum.losses().contains(method.losses().getFirst());
    }

    private static boolean holds(Method method, List<String> words) {
        String all = String.join(" ", method.text(), method.title(), LossTexts.what(method), LossTexts.paper(method))
                .toLowerCase(Locale.ROOT);
        return words.stream().allMatch(all::contains);
    }

    private static String title(ExampleKind kind, boolean reference) {
        return switch (kind) {
            case PAIRS -> reference ? Messages.text("losses.group.pairs") : Messages.text("losses.group.pairsAlone");
            case UNPAIRED -> Messages.text("losses.group.unpaired");
            case RANKED -> Messages.text("losses.group.ranked");
        };
    }

    /// Whether another loss can be added: only losses of pairs make sums.
    public static boolean canMix(Method method) {
        return method.data() == ExampleKind.PAIRS && !method.smoothed();
    }

    /// Adds a loss to the form's, with weight 1.
    public void add(LossType loss) {
        Method sum = form.values().method().with(loss);
        List<String> weights = new ArrayList<>(weights());
        weights.add(ONE);
        set(sum, weights);
    }

    /// Takes a loss out of the sum, with its weight.
    public void remove(LossType loss) {
        Method sum = form.values().method();
        List<String> weights = new ArrayList<>(weights());
        weights.remove(sum.losses().indexOf(loss));
        set(sum.without(loss), weights);
    }

    /// Gives one of the sum's losses another weight.
    public void weigh(LossType loss, String weight) {
        Method sum = form.values().method();
        List<String> weights = new ArrayList<>(weights());
        weights.set(sum.losses().indexOf(loss), weight.strip());
        form.field(Field.LOSS_WEIGHTS).textProperty().set(String.join(", ", weights));
    }

    /// As they are typed, one for each loss of the form.
    public List<String> weights() {
        return weights(form.values());
    }

    private static List<String> weights(FormValues values) {
        List<String> typed = values.text(Field.LOSS_WEIGHTS).isBlank()
                ? List.of()
                : Stream.of(values.text(Field.LOSS_WEIGHTS).split(",", -1))
                        .map(String::strip)
                        .toList();
        int losses = values.method().losses().size();
        return Stream.concat(typed.stream(), Stream.generate(() -> ONE))
                .limit(losses)
                .collect(Collectors.toList());
    }

    private void set(Method sum, List<String> weights) {
        Map<Field, String> changes = new EnumMap<>(Field.class);
        changes.put(Field.LOSS_TYPE, sum.text());
        changes.put(Field.LOSS_WEIGHTS, sum.isMixture() ? String.join(", ", weights) : "");
        form.set(changes);
    }
}
