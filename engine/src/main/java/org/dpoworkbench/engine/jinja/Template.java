package org.dpoworkbench.engine.jinja;

import java.util.List;
import java.util.Map;

/// A template, read once and rendered as often as wanted, by several threads too.
public final class Template {
    private final List<Statement> statements;

    private Template(List<Statement> statements) {
        this.statements = statements;
    }

    /// Reads a template.
    ///
    /// @throws TemplateException with the line where it uses what Jinja, or this part of it, does not have
    public static Template parse(String source) {
        return new Template(StatementParser.parse(source));
    }

    /// What the template makes of the values.
    ///
    /// @param values of `null`, `Boolean`, `Long`, `Double`, `String`, lists and maps of these
    /// @throws TemplateException with the line where it raises, or uses what these values do not have
    public String render(Map<String, Object> values) {
        return new Renderer().render(statements, new Scope(values));
    }
}
