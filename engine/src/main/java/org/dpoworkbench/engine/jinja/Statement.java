package org.dpoworkbench.engine.jinja;

import java.util.List;
import java.util.Optional;

/// What writes, or changes what is written.
sealed interface Statement {
    record Text(String text) implements Statement {}

    record Print(Expression value, int line) implements Statement {}

    record If(List<Branch> branches, List<Statement> otherwise, int line) implements Statement {}

    record Branch(Expression test, List<Statement> body) {}

    record For(
            Target target,
            Expression over,
            Optional<Expression> filter,
            boolean recursive,
            List<Statement> body,
            List<Statement> otherwise,
            int line)
            implements Statement {}

    record Set(Target target, Expression value, int line) implements Statement {}

    /// `{% set x %}…{% endset %}`
    ///
    /// @param filtered what becomes of the body; its innermost value is [#BODY]
    record SetBlock(Target target, Expression filtered, List<Statement> body, int line) implements Statement {}

    record With(List<Set> values, List<Statement> body) implements Statement {}

    record FilterBlock(Expression filtered, List<Statement> body, int line) implements Statement {}

    record DefineMacro(String name, MacroBody macro, int line) implements Statement {}

    record CallBlock(Expression.Call call, MacroBody macro, int line) implements Statement {}

    /// A block of its own scope: `{% generation %}`, `{% block %}`.
    record Scoped(List<Statement> body) implements Statement {}

    record Break() implements Statement {}

    record Continue() implements Statement {}

    /// Stands for the text of a block that goes through filters.
    Expression.Name BODY = new Expression.Name(" body", 0);

    /// @param catches which of `varargs`, `kwargs` and `caller` the body names
    record MacroBody(List<Parameter> parameters, List<Statement> body, java.util.Set<String> catches) {}

    record Parameter(String name, Optional<Expression> byDefault) {}

    /// What can be assigned to.
    sealed interface Target {
        record Variable(String name) implements Target {}

        record Several(List<Target> parts) implements Target {}

        /// `ns.x`, of a namespace.
        record Field(String namespace, String name) implements Target {}
    }
}
