package org.dpoworkbench.engine.jinja;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Functions that every template has: Jinja's, and those that transformers adds.
final class Globals {
    private static final Map<String, Function> ALL = Map.of(
            "raise_exception",
            Globals::raise,
            "strftime_now",
            arguments -> DateFormat.format(
                    arguments.bind("strftime_now", "format").text("format"), LocalDateTime.now(ZoneId.systemDefault())),
            "namespace",
            Globals::namespace,
            "range",
            Globals::range,
            "dict",
            new DictFunction(),
            "cycler",
            arguments -> new Cycler(arguments.positional()),
            "joiner",
            Globals::joiner,
            "lipsum",
            _ -> {
                throw new TemplateException("it uses \"lipsum\", which is not supported");
            });

    private Globals() {}

    static boolean has(String name) {
        return ALL.containsKey(name);
    }

    static Function get(String name) {
        return ALL.get(name);
    }

    private static Object raise(Arguments arguments) {
        throw new TemplateException.Raised(
                0, Python.str(arguments.bind("raise_exception", "message").need("message")));
    }

    private static Object namespace(Arguments arguments) {
        Namespace namespace = new Namespace();
        dict(arguments).forEach((key, value) -> namespace.set(Python.str(key), value));
        return namespace;
    }

    private static Object range(Arguments arguments) {
        List<Long> bounds = arguments.positional().stream()
                .map(value -> (long) Numbers.index(value))
                .toList();
        return switch (bounds.size()) {
            case 1 -> new Range(0, bounds.get(0), 1);
            case 2 -> new Range(bounds.get(0), bounds.get(1), 1);
            case 3 -> new Range(bounds.get(0), bounds.get(1), bounds.get(2));
            default -> throw new TemplateException("range takes one to three numbers");
        };
    }

    private static Map<Object, Object> dict(Arguments arguments) {
        Map<Object, Object> values = new LinkedHashMap<>();
        for (Object given : arguments.positional()) {
            if (given instanceof Map<?, ?> map) {
                values.putAll(map);
            } else {
                for (Object pair : Python.list(given)) {
                    List<Object> both = Python.list(pair);
                    if (both.size() != 2) {
                        throw new TemplateException("a dict is made of pairs");
                    }
                    values.put(both.get(0), both.get(1));
                }
            }
        }
        values.putAll(arguments.named());
        return values;
    }

    private static Object joiner(Arguments arguments) {
        String separator = arguments.bind("joiner", "sep").text("sep", ", ");
        boolean[] used = {false};
        return (Function) _ -> {
            boolean before = used[0];
            used[0] = true;
            return before ? separator : "";
        };
    }

    /// `dict`, the function.
    private static final class DictFunction implements Function {
        @Override
        public Object call(Arguments arguments) {
            return dict(arguments);
        }
    }

    /// `cycler('odd', 'even')`.
    static final class Cycler {
        private final List<Object> items;
        private int at;

        Cycler(List<Object> items) {
            if (items.isEmpty()) {
                throw new TemplateException("at least one item has to be provided");
            }
            this.items = items;
        }

        Optional<Object> field(String name) {
            return switch (name) {
                case "current" -> Optional.ofNullable(items.get(at));
                case "next" ->
                    Optional.of((Function) _ -> {
                        Object now = items.get(at);
                        at = (at + 1) % items.size();
                        return now;
                    });
                case "reset" ->
                    Optional.of((Function) _ -> {
                        at = 0;
                        return null;
                    });
                default -> Optional.empty();
            };
        }
    }
}
