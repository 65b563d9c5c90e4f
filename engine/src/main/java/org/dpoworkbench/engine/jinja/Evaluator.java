package org.dpoworkbench.engine.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Values of expressions.
final class Evaluator {
    private final Budget budget;

    Evaluator(Budget budget) {
        this.budget = budget;
    }

    Object value(Expression expression, Scope scope) {
        budget.step();
        return switch (expression) {
            case Expression.Constant constant -> constant.value();
            case Expression.Name name -> scope.get(name.name());
            case Expression.ListOf list -> values(list.items(), scope);
            case Expression.TupleOf tuple -> new Tuple(values(tuple.items(), scope));
            case Expression.DictOf dict -> {
                Map<Object, Object> entries = new LinkedHashMap<>();
                dict.entries().forEach(e -> entries.put(value(e.getKey(), scope), value(e.getValue(), scope)));
                yield entries;
            }
            case Expression.Attribute attribute -> {
                Object of = value(attribute.of(), scope);
                yield placed(attribute.line(), () -> Access.attribute(of, attribute.name()));
            }
            case Expression.Item item -> {
                Object of = value(item.of(), scope);
                Object key = value(item.key(), scope);
                yield placed(item.line(), () -> Access.item(of, key));
            }
            case Expression.Slice slice -> {
                Object of = value(slice.of(), scope);
                Object from = value(slice.from(), scope);
                Object to = value(slice.to(), scope);
                Object step = value(slice.step(), scope);
                yield placed(slice.line(), () -> Access.slice(of, from, to, step));
            }
            case Expression.Call call -> call(call, scope, Optional.empty());
            case Expression.Filter filter -> {
                Object of = value(filter.of(), scope);
                Arguments arguments = arguments(filter.given(), scope);
                yield placed(filter.line(), () -> FilterLibrary.apply(filter.name(), of, arguments));
            }
            case Expression.Test test -> {
                Object of = value(test.of(), scope);
                Arguments arguments = arguments(test.given(), scope);
                yield placed(test.line(), () -> TestLibrary.apply(test.name(), of, arguments));
            }
            case Expression.Not not -> !Python.truth(value(not.of(), scope));
            case Expression.And and -> {
                Object left = value(and.left(), scope);
                yield Python.truth(left) ? value(and.right(), scope) : left;
            }
            case Expression.Or or -> {
                Object left = value(or.left(), scope);
                yield Python.truth(left) ? left : value(or.right(), scope);
            }
            case Expression.Comparison comparison -> compared(comparison, scope);
            case Expression.Unary unary -> {
                Object of = value(unary.of(), scope);
                yield placed(unary.line(), () -> Operators.signed(unary.sign(), of));
            }
            case Expression.Binary binary -> {
                Object left = value(binary.left(), scope);
                Object right = value(binary.right(), scope);
                yield placed(binary.line(), () -> Operators.apply(binary.operator(), left, right));
            }
            case Expression.Joined joined -> {
                StringBuilder text = new StringBuilder();
                joined.parts().forEach(part -> text.append(Python.str(value(part, scope))));
                budget.checkLength(text.length());
                yield text.toString();
            }
            case Expression.Conditional conditional ->
                Python.truth(value(conditional.test(), scope))
                        ? value(conditional.then(), scope)
                        : conditional
                                .otherwise()
                                .map(other -> new Found(value(other, scope)))
                                .orElseGet(() -> new Found(new Undefined(
                                        "the \"if\" inside of an expression is false and has no \"else\"")))
                                .value();
        };
    }

    /// A value that may be `None`.
    private record Found(Object value) {}

    private Object value(Optional<Expression> expression, Scope scope) {
        return expression.isPresent() ? value(expression.get(), scope) : null;
    }

    private List<Object> values(List<Expression> expressions, Scope scope) {
        List<Object> values = new ArrayList<>();
        for (Expression expression : expressions) {
            values.add(value(expression, scope));
        }
        return values;
    }

    /// @param caller what the called macro finds as `caller`
    Object call(Expression.Call call, Scope scope, Optional<Function> caller) {
        Object of = value(call.of(), scope);
        Arguments arguments = arguments(call.given(), scope);
        return placed(call.line(), () -> {
            if (of instanceof Undefined undefined) {
                throw undefined.error();
            }
            if (!(of instanceof Function function)) {
                throw new TemplateException("'" + Python.type(of) + "' object is not callable");
            }
            if (caller.isEmpty()) {
                return function.call(arguments);
            }
            if (!(function instanceof Macro macro)) {
                throw new TemplateException("\"call\" is for macros");
            }
            return macro.call(arguments, caller);
        });
    }

    private Arguments arguments(Expression.Given given, Scope scope) {
        List<Object> positional = values(given.positional(), scope);
        given.list().ifPresent(list -> positional.addAll(Python.list(value(list, scope))));
        Map<String, Object> named = new LinkedHashMap<>();
        given.named().forEach(e -> named.put(e.getKey(), value(e.getValue(), scope)));
        given.dict().ifPresent(dict -> {
            if (!(value(dict, scope) instanceof Map<?, ?> more)) {
                throw new TemplateException("what follows \"**\" is no dict");
            }
            more.forEach((key, value) -> named.put(Python.str(key), value));
        });
        return new Arguments(positional, named);
    }

    private Object compared(Expression.Comparison comparison, Scope scope) {
        Object left = value(comparison.first(), scope);
        for (Expression.Compared next : comparison.rest()) {
            Object beside = left;
            Object right = value(next.with(), scope);
            if (!placed(comparison.line(), () -> Operators.compare(next.operator(), beside, right))) {
                return false;
            }
            left = right;
        }
        return true;
    }

    private static <T> T placed(int line, Supplier<T> value) {
        try {
            return value.get();
        } catch (TemplateException e) {
            throw e.at(line);
        }
    }
}
