package org.dpoworkbench.engine.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `{% macro %}`, and the body of `{% call %}`: a function that gives what its body writes.
final class Macro implements Function {
    private final String name;
    private final Statement.MacroBody macro;
    private final Scope definedIn;
    private final Renderer renderer;

    /// @param name empty for the body of a call
    Macro(String name, Statement.MacroBody macro, Scope definedIn, Renderer renderer) {
        this.name = name;
        this.macro = macro;
        this.definedIn = definedIn;
        this.renderer = renderer;
    }

    @Override
    public Object call(Arguments arguments) {
        return call(arguments, Optional.empty());
    }

    Object call(Arguments arguments, Optional<Function> caller) {
        Scope scope = definedIn.inner();
        Map<String, Object> named = new LinkedHashMap<>(arguments.named());
        List<Object> positional = arguments.positional();
        List<Statement.Parameter> parameters = macro.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Statement.Parameter parameter = parameters.get(i);
            if (i < positional.size()) {
                if (named.containsKey(parameter.name())) {
                    throw new TemplateException("macro '" + name + "' is given \"" + parameter.name() + "\" twice");
                }
                scope.set(parameter.name(), positional.get(i));
            } else if (named.containsKey(parameter.name())) {
                scope.set(parameter.name(), named.remove(parameter.name()));
            } else if (parameter.name().equals("caller") && caller.isPresent()) {
                scope.set("caller", caller.get());
            } else if (parameter.byDefault().isPresent()) {
                scope.set(parameter.name(), renderer.value(parameter.byDefault().get(), scope));
            } else {
                scope.set(parameter.name(), new Undefined("parameter '" + parameter.name() + "' was not provided"));
            }
        }
        List<Object> more = positional.size() > parameters.size()
                ? new ArrayList<>(positional.subList(parameters.size(), positional.size()))
                : List.of();
        special(scope, more, named, caller);
        return renderer.captured(macro.body(), scope);
    }

    private void special(Scope scope, List<Object> more, Map<String, Object> named, Optional<Function> caller) {
        if (macro.catches().contains("varargs")) {
            scope.set("varargs", new Tuple(more));
        } else if (!more.isEmpty()) {
            throw new TemplateException("macro '%s' takes not more than %d argument(s)"
                    .formatted(name, macro.parameters().size()));
        }
        if (macro.catches().contains("kwargs")) {
            scope.set("kwargs", named);
        } else if (!named.isEmpty()) {
            throw new TemplateException("macro '" + name + "' takes no keyword argument '"
                    + named.keySet().iterator().next() + "'");
        }
        if (macro.catches().contains("caller")) {
            scope.set("caller", caller.isPresent() ? caller.get() : new Undefined("No caller defined"));
        }
    }

    Optional<Object> field(String field) {
        return switch (field) {
            case "name" -> Optional.of(name);
            case "arguments" ->
                Optional.of(new Tuple(macro.parameters().stream()
                        .map(Statement.Parameter::name)
                        .toList()));
            case "catch_varargs" -> Optional.of(macro.catches().contains("varargs"));
            case "catch_kwargs" -> Optional.of(macro.catches().contains("kwargs"));
            case "caller" -> Optional.of(macro.catches().contains("caller"));
            default -> Optional.empty();
        };
    }
}
