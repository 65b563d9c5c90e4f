package org.dpoworkbench.app.window.model.newrun;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.Named;
import org.dpoworkbench.engine.config.TargetModules;
import org.dpoworkbench.engine.config.TemplateChoice;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.ui.Messages;

/// Reads the texts of single fields and gathers, by field, what is wrong with them and with the records that they make.
final class FieldTexts {
    private final FormValues values;
    private final Path project;
    private final Map<Field, String> errors = new EnumMap<>(Field.class);
    private final List<String> others = new ArrayList<>();

    /// @param project the folder that relative paths start from
    FieldTexts(FormValues values, Path project) {
        this.values = values;
        this.project = project;
    }

    FormValues values() {
        return values;
    }

    /// The folder that relative paths start from.
    Path project() {
        return project;
    }

    /// By the field that they concern.
    Map<Field, String> errors() {
        return errors;
    }

    /// What is wrong and concerns no single field.
    List<String> others() {
        return others;
    }

    boolean allIsWell() {
        return errors.isEmpty() && others.isEmpty();
    }

    void wrong(Field field, String error) {
        errors.putIfAbsent(field, error);
    }

    boolean isWrong(Field field) {
        return errors.containsKey(field);
    }

    /// The field that a problem is about: the first setting that its sentence names, else the concern before its colon.
    static Optional<Field> fieldOf(String problem) {
        Matcher concern = Pattern.compile("^(\\w+): ").matcher(problem);
        String sentence = concern.find() ? problem.substring(concern.end()) : problem;
        Matcher word = Pattern.compile("[a-z][a-z_0-9]*").matcher(sentence);
        boolean sampling = problem.startsWith("sampling: ");
        while (word.find()) {
            // A sampling setting's name begins with sample_ where it stands among others.
            Optional<Field> field = Field.named((sampling ? "sample_" : "") + word.group());
            if (field.isPresent() && (word.group().contains("_") || word.start() == 0)) {
                return field;
            }
        }
        return concern.reset().find() ? Field.named(concern.group(1)) : Optional.empty();
    }

    /// A record, where nothing is wrong with it; a text that is none of its kind has been told already.
    <T> Optional<T> built(Supplier<T> record) {
        try {
            return Optional.of(record.get());
        } catch (UserError e) {
            e.problems().forEach(this::tell);
        } catch (NoSuchElementException e) {
            if (errors.isEmpty()) {
                throw e;
            }
        }
        return Optional.empty();
    }

    private void tell(String problem) {
        String sentence = problem.replaceFirst("^\\w+: ", "");
        fieldOf(problem).ifPresentOrElse(field -> errors.putIfAbsent(field, sentence), () -> others.add(sentence));
    }

    List<String> lines(Field field) {
        return values.text(field)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }

    /// With commas between.
    List<String> names(Field field) {
        return Stream.of(values.text(field).split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    Optional<String> text(Field field) {
        return Optional.of(values.text(field).strip()).filter(t -> !t.isEmpty());
    }

    Optional<Path> path(Field field) {
        return paths(field).stream().findFirst();
    }

    List<Path> paths(Field field) {
        try {
            return FormValues.paths(values.text(field), project);
        } catch (InvalidPathException e) {
            errors.put(field, Messages.text("newrun.error.path", e.getMessage()));
            return List.of();
        }
    }

    <E extends Enum<E> & Named> Optional<E> choice(Field field, Class<E> type) {
        try {
            return Optional.of(Named.of(type, field.key(), values.text(field).strip()));
        } catch (UserError e) {
            errors.put(field, e.getMessage());
            return Optional.empty();
        }
    }

    double number(Field field, double otherwise) {
        String text = values.text(field).strip();
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            errors.put(field, Messages.text("newrun.error.number", text));
            return otherwise;
        }
    }

    /// Which modules get adapters; absent: those that PEFT would choose.
    Optional<TargetModules> targets(Field field) {
        try {
            return text(field).map(TargetModules::of);
        } catch (UserError e) {
            errors.put(field, e.getMessage().replaceFirst("^lora: ", ""));
            return Optional.empty();
        }
    }

    OptionalDouble optionalNumber(Field field) {
        return values.text(field).isBlank() ? OptionalDouble.empty() : OptionalDouble.of(number(field, 0));
    }

    Optional<Method> method(Field field) {
        Optional<Method> method = Method.named(values.text(field).strip());
        if (method.isEmpty()) {
            errors.put(
                    field, Messages.text("newrun.error.loss", values.text(field).strip()));
        }
        return method;
    }

    /// Numbers with commas between; none where the field is empty.
    List<Double> numbers(Field field) {
        List<Double> numbers = new ArrayList<>();
        for (String part : values.text(field).isBlank()
                ? new String[0]
                : values.text(field).split(",", -1)) {
            try {
                numbers.add(Double.parseDouble(part.strip()));
            } catch (NumberFormatException e) {
                errors.put(field, Messages.text("newrun.error.number", part.strip()));
            }
        }
        return numbers;
    }

    /// The chat template; absent: the model's own.
    Optional<TemplateChoice> template(Field field) {
        return text(field).map(TemplateChoice::of).flatMap(choice -> switch (choice) {
            case TemplateChoice.BuiltIn builtIn -> Optional.of(builtIn);
            case TemplateChoice.InFile _ -> path(field).map(TemplateChoice.InFile::new);
        });
    }

    /// The field may hold several; a run has one.
    long firstSeed() {
        String list = values.text(Field.SEED);
        try {
            return Long.parseLong(ValueList.of(list, true).getFirst());
        } catch (NumberFormatException _) {
            errors.put(Field.SEED, Messages.text("newrun.error.seeds", list.strip()));
        } catch (UserError e) {
            errors.put(Field.SEED, e.getMessage());
        }
        return 0;
    }

    boolean flag(Field field) {
        return Boolean.parseBoolean(values.text(field));
    }

    int integer(Field field, int otherwise) {
        long value = whole(field, otherwise);
        if (value != (int) value) {
            errors.put(field, Messages.text("newrun.error.tooLarge", Integer.toString(Integer.MAX_VALUE)));
            return otherwise;
        }
        return (int) value;
    }

    long whole(Field field, long otherwise) {
        String text = values.text(field).strip();
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            errors.put(field, Messages.text("newrun.error.whole", text));
            return otherwise;
        }
    }

    OptionalInt optionalInteger(Field field) {
        return values.text(field).isBlank() ? OptionalInt.empty() : OptionalInt.of(integer(field, 2));
    }
}
