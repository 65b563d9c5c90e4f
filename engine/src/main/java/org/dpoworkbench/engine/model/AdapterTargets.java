package org.dpoworkbench.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.config.TargetModules;
import org.dpoworkbench.engine.problem.UserError;

/// Holds the modules that an adapter asks for against those that a model has.
final class AdapterTargets {
    private static final Pattern LAYER = Pattern.compile("\\.\\d+\\.");

    private AdapterTargets() {}

    /// @throws UserError that lists the model's modules where a target is none of them
    static void check(TargetModules targets, DecoderAssembly assembly) {
        List<String> problems = new ArrayList<>();
        List<String> modules = assembly.modules();
        for (String other : assembly.otherModules()) {
            if (!(targets instanceof TargetModules.AllLinear) && targets.takes(other)) {
                problems.add("lora_target_modules takes in " + other
                        + ", which gets no adapter here: only the linear maps inside the layers do."
                        + " Leave it out.");
            }
        }
        List<String> known = new ArrayList<>(modules);
        known.addAll(assembly.otherModules());
        for (String target : unmatched(targets, known)) {
            problems.add("lora_target_modules: no linear map of this model is called " + target + ".");
        }
        if (!problems.isEmpty()) {
            problems.add("Its linear maps are " + named(modules) + ".");
            throw new UserError(problems);
        }
    }

    /// The targets without names that a model does not have, unless it has none of them; adapters are often trained
    /// with one list for many families.
    ///
    /// @param others that a model has and that get no adapter here: to be refused by [#check], not passed over
    static TargetModules present(TargetModules targets, List<String> modules, List<String> others) {
        List<String> missing = unmatched(targets, modules);
        if (targets instanceof TargetModules.Named(List<String> names)
                && !missing.isEmpty()
                && missing.size() < names.size()) {
            return new TargetModules.Named(names.stream()
                    .filter(name -> !missing.contains(name) || isOther(name, others))
                    .toList());
        }
        return targets;
    }

    private static boolean isOther(String name, List<String> others) {
        return others.stream().anyMatch(new TargetModules.Named(List.of(name))::takes);
    }

    private static List<String> unmatched(TargetModules targets, List<String> modules) {
        return switch (targets) {
            case TargetModules.Named names ->
                names.names().stream()
                        .filter(name -> modules.stream().noneMatch(new TargetModules.Named(List.of(name))::takes))
                        .toList();
            case TargetModules.Matching pattern ->
                modules.stream().anyMatch(pattern::takes) ? List.of() : List.of(pattern.pattern());
            case TargetModules.AllLinear _ -> List.of();
        };
    }

    /// Each kind of module once, `*` for the layers' numbers.
    static String named(List<String> modules) {
        return modules.stream()
                .map(module -> LAYER.matcher(module).replaceFirst(".*."))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
