package org.dpoworkbench.app.window.model.newrun;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.ui.Messages;

/// The runs that a form, its seeds and its lists make: every combination, the seeds innermost.
public final class Sweep {
    /// So many runs are started without asking again.
    public static final int UNASKED = 50;

    private static final int MOST = 2000;

    private Sweep() {}

    /// A list of values of one field.
    ///
    /// @param list as typed, such as `0.05, 0.1, 0.5`
    public record Axis(Field field, String list) {}

    /// What came of it.
    ///
    /// @param configs  each once; none where something is wrong
    /// @param problems sentences
    public record Expansion(List<RunConfig> configs, List<String> problems) {
        public Expansion {
            configs = List.copyOf(configs);
            problems = List.copyOf(problems);
        }
    }

    /// Every combination of the lists with the seeds of the form.
    public static Expansion expand(FormValues form, List<Axis> axes, Path project) {
        List<FormValues> forms = List.of(form);
        try {
            for (Axis axis : axes) {
                forms = times(forms, axis.field(), ValueList.of(axis.list(), false));
            }
            forms = times(forms, Field.SEED, ValueList.of(form.text(Field.SEED), true));
        } catch (UserError e) {
            return new Expansion(List.of(), e.problems());
        }
        Set<String> problems = new LinkedHashSet<>();
        Set<RunConfig> configs = new LinkedHashSet<>();
        for (FormValues one : forms) {
            FormReader.Reading reading = FormReader.read(one, project);
            reading.config().ifPresent(configs::add);
            reading.errors().forEach((field, error) -> problems.add(field.key() + ": " + error));
            problems.addAll(reading.others());
        }
        return problems.isEmpty()
                ? new Expansion(List.copyOf(configs), List.of())
                : new Expansion(List.of(), List.copyOf(problems));
    }

    private static List<FormValues> times(List<FormValues> forms, Field field, List<String> values) {
        if ((long) forms.size() * values.size() > MOST) {
            throw new UserError(Messages.text("newrun.error.tooMany", MOST));
        }
        List<FormValues> product = new ArrayList<>();
        for (FormValues form : forms) {
            for (String value : values) {
                product.add(form.with(Map.of(field, value)));
            }
        }
        return product;
    }
}
