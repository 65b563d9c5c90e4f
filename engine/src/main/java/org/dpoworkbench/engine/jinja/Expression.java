package org.dpoworkbench.engine.jinja;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What has a value.
sealed interface Expression {
    record Constant(Object value) implements Expression {}

    record Name(String name, int line) implements Expression {}

    record ListOf(List<Expression> items) implements Expression {}

    record TupleOf(List<Expression> items) implements Expression {}

    record DictOf(List<Map.Entry<Expression, Expression>> entries) implements Expression {}

    record Attribute(Expression of, String name, int line) implements Expression {}

    record Item(Expression of, Expression key, int line) implements Expression {}

    record Slice(Expression of, Optional<Expression> from, Optional<Expression> to, Optional<Expression> step, int line)
            implements Expression {}

    record Call(Expression of, Given given, int line) implements Expression {}

    record Filter(Expression of, String name, Given given, int line) implements Expression {}

    record Test(Expression of, String name, Given given, int line) implements Expression {}

    record Not(Expression of) implements Expression {}

    record And(Expression left, Expression right) implements Expression {}

    record Or(Expression left, Expression right) implements Expression {}

    /// `a < b <= c`: each value beside the next.
    record Comparison(Expression first, List<Compared> rest, int line) implements Expression {}

    record Unary(char sign, Expression of, int line) implements Expression {}

    record Binary(String operator, Expression left, Expression right, int line) implements Expression {}

    /// `~`.
    record Joined(List<Expression> parts) implements Expression {}

    record Conditional(Expression test, Expression then, Optional<Expression> otherwise) implements Expression {}

    /// @param operator with `not in` as one
    record Compared(String operator, Expression with) {}

    /// Arguments as they are written.
    ///
    /// @param list `*values`
    /// @param dict `**values`
    record Given(
            List<Expression> positional,
            List<Map.Entry<String, Expression>> named,
            Optional<Expression> list,
            Optional<Expression> dict) {
        static final Given NONE = new Given(List.of(), List.of(), Optional.empty(), Optional.empty());
    }
}
