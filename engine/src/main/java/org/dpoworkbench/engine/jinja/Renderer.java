package org.dpoworkbench.engine.jinja;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.dpoworkbench.engine.jinja.Statement.Target;

/// Writes what statements say.
final class Renderer {
    /// How a run of statements ended.
    private enum Ending {
        THROUGH,
        BREAK,
        CONTINUE
    }

    private final Budget budget = new Budget();
    private final Evaluator evaluator = new Evaluator(budget);

    String render(List<Statement> statements, Scope scope) {
        return captured(statements, scope);
    }

    Object value(Expression expression, Scope scope) {
        return evaluator.value(expression, scope);
    }

    /// What the statements write.
    String captured(List<Statement> statements, Scope scope) {
        budget.enter();
        StringBuilder out = new StringBuilder();
        run(statements, scope, out);
        budget.leave();
        return out.toString();
    }

    private Ending run(List<Statement> statements, Scope scope, StringBuilder out) {
        for (Statement statement : statements) {
            Ending ending = run(statement, scope, out);
            if (ending != Ending.THROUGH) {
                return ending;
            }
        }
        return Ending.THROUGH;
    }

    private Ending run(Statement statement, Scope scope, StringBuilder out) {
        budget.step();
        budget.checkLength(out.length());
        switch (statement) {
            case Statement.Text text -> out.append(text.text());
            case Statement.Print print -> print(print, scope, out);
            case Statement.If branches -> {
                return branch(branches, scope, out);
            }
            case Statement.For loop -> {
                Object over = value(loop.over(), scope);
                try {
                    loop(loop, over, scope, 0, out);
                } catch (TemplateException e) {
                    throw e.at(loop.line());
                }
            }
            case Statement.Set set -> assign(set.target(), value(set.value(), scope), scope, set.line());
            case Statement.SetBlock set ->
                assign(set.target(), filtered(set.filtered(), set.body(), scope), scope, set.line());
            case Statement.With with -> {
                Scope inner = scope.inner();
                with.values().forEach(set -> assign(set.target(), value(set.value(), scope), inner, set.line()));
                return run(with.body(), inner, out);
            }
            case Statement.FilterBlock block -> out.append(Python.str(filtered(block.filtered(), block.body(), scope)));
            case Statement.DefineMacro define ->
                scope.set(define.name(), new Macro(define.name(), define.macro(), scope, this));
            case Statement.CallBlock call ->
                out.append(Python.str(evaluator.call(
                        call.call(), scope, Optional.of(new Macro("caller", call.macro(), scope, this)))));
            case Statement.Scoped scoped -> out.append(captured(scoped.body(), scope.inner()));
            case Statement.Break _ -> {
                return Ending.BREAK;
            }
            case Statement.Continue _ -> {
                return Ending.CONTINUE;
            }
        }
        return Ending.THROUGH;
    }

    private void print(Statement.Print print, Scope scope, StringBuilder out) {
        Object value = value(print.value(), scope);
        try {
            out.append(Python.str(value));
        } catch (TemplateException e) {
            throw e.at(print.line());
        }
    }

    private Ending branch(Statement.If branches, Scope scope, StringBuilder out) {
        for (Statement.Branch branch : branches.branches()) {
            if (Python.truth(value(branch.test(), scope))) {
                return run(branch.body(), scope, out);
            }
        }
        return run(branches.otherwise(), scope, out);
    }

    private Object filtered(Expression filtered, List<Statement> body, Scope scope) {
        Scope inner = scope.inner();
        String text = captured(body, inner);
        Scope around = scope.inner();
        around.set(Statement.BODY.name(), text);
        return value(filtered, around);
    }

    private void loop(Statement.For loop, Object over, Scope scope, int depth0, StringBuilder out) {
        Optional<Function> recursion = loop.recursive()
                ? Optional.of(arguments -> {
                    budget.enter();
                    StringBuilder inner = new StringBuilder();
                    Object deeper = arguments.bind("loop", "iterable").need("iterable");
                    loop(loop, deeper, scope, depth0 + 1, inner);
                    budget.leave();
                    return inner.toString();
                })
                : Optional.empty();
        Loop items = new Loop(filtered(loop, Python.iterator(over), scope), depth0, recursion);
        // As in Jinja, "else" is for loops of which no turn came to its end.
        boolean any = false;
        while (items.hasNext()) {
            budget.step();
            Scope turn = scope.inner();
            assign(loop.target(), items.next(), turn, loop.line());
            turn.set("loop", items);
            Ending ending = run(loop.body(), turn, out);
            if (ending == Ending.BREAK) {
                break;
            }
            any |= ending == Ending.THROUGH;
        }
        if (!any) {
            run(loop.otherwise(), scope.inner(), out);
        }
    }

    /// The items for which the loop's `if` holds, asked when their turn comes.
    private Iterator<Object> filtered(Statement.For loop, Iterator<Object> items, Scope scope) {
        if (loop.filter().isEmpty()) {
            return items;
        }
        return new Iterator<>() {
            private boolean found;
            private Object next;

            @Override
            public boolean hasNext() {
                while (!found && items.hasNext()) {
                    next = items.next();
                    Scope turn = scope.inner();
                    assign(loop.target(), next, turn, loop.line());
                    found = Python.truth(value(loop.filter().get(), turn));
                }
                return found;
            }

            @Override
            public Object next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                found = false;
                return next;
            }
        };
    }

    private void assign(Target target, Object value, Scope scope, int line) {
        switch (target) {
            case Target.Variable variable -> scope.set(variable.name(), value);
            case Target.Field field -> {
                if (!(scope.get(field.namespace()) instanceof Namespace namespace)) {
                    throw new TemplateException(
                            line,
                            "\"" + field.namespace() + "\" is no namespace, so its field \"" + field.name()
                                    + "\" cannot be set");
                }
                try {
                    namespace.set(field.name(), value);
                } catch (TemplateException e) {
                    throw e.at(line);
                }
            }
            case Target.Several several -> {
                List<Object> values;
                try {
                    values = Python.list(value);
                } catch (TemplateException e) {
                    throw e.at(line);
                }
                if (values.size() != several.parts().size()) {
                    throw new TemplateException(
                            line,
                            values.size() + " values are to go to "
                                    + several.parts().size() + " names");
                }
                for (int i = 0; i < values.size(); i++) {
                    assign(several.parts().get(i), values.get(i), scope, line);
                }
            }
        }
    }
}
