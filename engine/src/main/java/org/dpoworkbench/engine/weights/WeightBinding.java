package org.dpoworkbench.engine.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dpoworkbench.engine.problem.UserError;

/// Brings a decoder's parameters and a model's tensors together, one to one.
public final class WeightBinding {
    private WeightBinding() {}

    /// The tensors of a model's parameters, in the parameters' order.
    ///
    /// @param prefixes  beginnings of names that files may leave out, such as `transformer.`
    /// @param ignorable whole names (as in the file) of tensors that are no parameters, such as stored causal masks
    /// @param copies    names of tensors that some files have besides, and of the parameter that each must equal,
    ///                  such as a tied head
    /// @throws UserError that names all missing, surplus and wrongly shaped tensors
    public static Map<String, Weight> bind(
            List<ExpectedTensor> expected,
            WeightFiles weights,
            List<String> prefixes,
            List<Pattern> ignorable,
            Map<String, String> copies) {
        return bind(
                expected,
                weights,
                prefixes,
                ignorable,
                copies,
                "The weights do not fit the architecture that config.json describes (are both from the same model?):");
    }

    /// The tensors of an adapter's parameters, in the parameters' order.
    ///
    /// @throws UserError as above
    public static Map<String, Weight> bindAdapter(List<ExpectedTensor> expected, WeightFiles weights) {
        return bind(
                expected,
                weights,
                List.of(),
                List.of(),
                Map.of(),
                "The adapter's weights do not fit its adapter_config.json and the model (is it an adapter of this"
                        + " model?):");
    }

    private static Map<String, Weight> bind(
            List<ExpectedTensor> expected,
            WeightFiles weights,
            List<String> prefixes,
            List<Pattern> ignorable,
            Map<String, String> copies,
            String complaint) {
        Map<String, Weight> bound = new LinkedHashMap<>();
        expected.forEach(e -> bound.put(e.name(), null));
        List<String> surplus = new ArrayList<>();
        for (String name : weights.names()) {
            String parameter = parameter(name, prefixes, bound);
            Weight weight = weights.find(name).orElseThrow();
            if (parameter != null && bound.get(parameter) == null) {
                bound.put(parameter, weight);
            } else if (ignorable.stream().noneMatch(p -> p.matcher(name).matches())) {
                surplus.add(name);
            }
        }
        surplus.removeIf(name -> isCopy(name, copies, weights, bound));
        List<String> missing = new ArrayList<>();
        List<String> misshapen = new ArrayList<>();
        for (ExpectedTensor e : expected) {
            Weight weight = bound.get(e.name());
            if (weight == null) {
                missing.add(e.name());
            } else if (!Arrays.equals(e.shape(), weight.shape())) {
                misshapen.add(
                        e.name() + " " + Arrays.toString(weight.shape()) + ", wanted " + Arrays.toString(e.shape()));
            }
        }
        List<String> problems = new ArrayList<>();
        note(problems, "Missing", missing, ", ");
        note(problems, "Not part of this architecture", surplus, ", ");
        note(problems, "Of another shape than config.json says", misshapen, "; ");
        if (!problems.isEmpty()) {
            problems.addFirst(complaint);
            throw new UserError(problems);
        }
        return bound;
    }

    private static String parameter(String name, List<String> prefixes, Map<String, Weight> parameters) {
        if (parameters.containsKey(name)) {
            return name;
        }
        return prefixes.stream()
                .map(prefix -> prefix + name)
                .filter(parameters::containsKey)
                .findFirst()
                .orElse(null);
    }

    private static boolean isCopy(
            String name, Map<String, String> copies, WeightFiles weights, Map<String, Weight> bound) {
        Weight original = copies.containsKey(name) ? bound.get(copies.get(name)) : null;
        return original != null && weights.find(name).orElseThrow().equalsIn(original);
    }

    private static void note(List<String> problems, String what, List<String> names, String separator) {
        if (!names.isEmpty()) {
            problems.add(what + ": " + String.join(separator, names) + ".");
        }
    }
}
