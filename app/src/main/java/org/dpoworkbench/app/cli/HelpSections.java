package org.dpoworkbench.app.cli;

import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dpoworkbench.app.cli.options.BatchOptions;
import org.dpoworkbench.app.cli.options.CheckpointOptions;
import org.dpoworkbench.app.cli.options.ColumnOptions;
import org.dpoworkbench.app.cli.options.DataOptions;
import org.dpoworkbench.app.cli.options.DeviceOptions;
import org.dpoworkbench.app.cli.options.EvaluationOptions;
import org.dpoworkbench.app.cli.options.LoraOptions;
import org.dpoworkbench.app.cli.options.LossOptions;
import org.dpoworkbench.app.cli.options.MemoryOptions;
import org.dpoworkbench.app.cli.options.ModelOptions;
import org.dpoworkbench.app.cli.options.OptimizerOptions;
import org.dpoworkbench.app.cli.options.OutputOptions;
import org.dpoworkbench.app.cli.options.PolicyOptions;
import org.dpoworkbench.app.cli.options.ReferenceOptions;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Help whose options stand under the concern that they belong to, in the order they are declared.
final class HelpSections extends Help {
    /// By the class that declares an option; what is in none stands first and last, under no heading of its own.
    private static final Map<Class<?>, String> HEADINGS = headings();

    HelpSections(CommandSpec command, ColorScheme colours) {
        super(command, colours);
    }

    private static Map<Class<?>, String> headings() {
        Map<Class<?>, String> headings = new LinkedHashMap<>();
        headings.put(ModelOptions.class, "Model");
        headings.put(PolicyOptions.class, "Model");
        headings.put(ReferenceOptions.class, "Model");
        headings.put(LoraOptions.class, "Adapter");
        headings.put(DataOptions.class, "Data");
        headings.put(ColumnOptions.class, "Data");
        headings.put(LossOptions.class, "Loss");
        headings.put(OptimizerOptions.class, "Optimiser");
        headings.put(BatchOptions.class, "Batch and length of the run");
        headings.put(EvaluationOptions.class, "Evaluation and samples");
        headings.put(CheckpointOptions.class, "Checkpoints");
        headings.put(MemoryOptions.class, "Memory");
        headings.put(DeviceOptions.class, "Device");
        headings.put(OutputOptions.class, "Output");
        return headings;
    }

    @Override
    public String optionList() {
        Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
        HEADINGS.values().forEach(heading -> sections.put(heading, new ArrayList<>()));
        List<OptionSpec> others = new ArrayList<>();
        for (OptionSpec option : commandSpec().options()) {
            String heading = HEADINGS.get(declaredBy(option));
            (heading == null ? others : sections.get(heading)).add(option);
        }
        StringBuilder help = new StringBuilder();
        sections.forEach((heading, options) -> {
            if (!options.isEmpty()) {
                help.append(section(heading, options));
            }
        });
        return help.append(help.isEmpty() ? list(others) : section("Other", others))
                .toString();
    }

    private String section(String heading, List<OptionSpec> options) {
        return "%n%s:%n%s".formatted(heading, list(options));
    }

    private String list(List<OptionSpec> options) {
        Layout layout = createDefaultLayout(options, List.of(), colorScheme());
        layout.addOptions(options, parameterLabelRenderer());
        return layout.toString();
    }

    private static Class<?> declaredBy(OptionSpec option) {
        return option.userObject() instanceof Member member ? member.getDeclaringClass() : null;
    }
}
