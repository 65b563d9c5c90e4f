package org.dpoworkbench.engine.jinja;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dpoworkbench.engine.jinja.Statement.Target;
import org.dpoworkbench.engine.jinja.Token.Kind;

/// Statements: what stands between `{%` and `%}`, and the text around it.
final class StatementParser {
    private static final Set<String> SPECIAL = Set.of("varargs", "kwargs", "caller");

    private static final int DEEPEST = 100;

    private final Tokens tokens;
    private final ExpressionParser expressions;

    private int depth;

    private StatementParser(Tokens tokens) {
        this.tokens = tokens;
        expressions = new ExpressionParser(tokens);
    }

    static List<Statement> parse(String source) {
        StatementParser parser = new StatementParser(new Tokens(Lexer.tokens(source)));
        List<Statement> all = parser.until();
        if (parser.tokens.now().kind() != Kind.END) {
            throw new TemplateException(
                    parser.tokens.line(),
                    "there is nothing for " + parser.tokens.now().words() + " to end");
        }
        return all;
    }

    /// Statements up to the block that begins with one of `names`, of which `{%` is taken.
    private List<Statement> until(String... names) {
        if (++depth > DEEPEST) {
            throw new TemplateException(tokens.line(), "blocks are nested more than " + DEEPEST + " deep");
        }
        List<Statement> body = new ArrayList<>();
        while (true) {
            Token token = tokens.now();
            switch (token.kind()) {
                case DATA -> body.add(new Statement.Text(tokens.next().text()));
                case VARIABLE_BEGIN -> {
                    tokens.next();
                    body.add(new Statement.Print(expressions.tuple(true), token.line()));
                    tokens.expect(Kind.VARIABLE_END, "\"}}\"");
                }
                case BLOCK_BEGIN -> {
                    tokens.next();
                    if (tokens.isAny(names)) {
                        depth--;
                        return body;
                    }
                    body.add(statement());
                    tokens.expect(Kind.BLOCK_END, "\"%}\"");
                }
                case END -> {
                    if (names.length > 0) {
                        throw new TemplateException(
                                token.line(),
                                "the template ends where \"" + String.join("\" or \"", names) + "\" is missing");
                    }
                    return body;
                }
                case VARIABLE_END, BLOCK_END, NAME, STRING, INTEGER, FLOAT, OPERATOR ->
                    throw tokens.unexpected("text or a tag");
            }
        }
    }

    /// The body of a block, its end taken.
    private List<Statement> block(String end) {
        tokens.expect(Kind.BLOCK_END, "\"%}\"");
        List<Statement> body = until(end);
        tokens.expectName(end);
        return body;
    }

    private Statement statement() {
        Token name = tokens.expect(Kind.NAME, "a statement's name");
        int line = name.line();
        return switch (name.text()) {
            case "for" -> loop(line);
            case "if" -> branches(line);
            case "set" -> set(line);
            case "macro" -> macro(line);
            case "call" -> call(line);
            case "with" -> with(line);
            case "filter" ->
                new Statement.FilterBlock(expressions.filters(Statement.BODY, true), block("endfilter"), line);
            case "generation" -> new Statement.Scoped(block("endgeneration"));
            case "print" -> new Statement.Print(expressions.tuple(true), line);
            case "break" -> new Statement.Break();
            case "continue" -> new Statement.Continue();
            case "include", "import", "from", "extends", "block", "autoescape" ->
                throw new TemplateException(
                        line, "it uses \"" + name.text() + "\", which is not supported: a chat template stands alone");
            default ->
                throw new TemplateException(line, "it uses \"" + name.text() + "\", which is no tag or not supported");
        };
    }

    private Statement loop(int line) {
        Target target = target("in");
        tokens.expectName("in");
        Expression over = expressions.tuple(false, "recursive");
        Optional<Expression> filter = tokens.skipName("if") ? Optional.of(expressions.expression()) : Optional.empty();
        boolean recursive = tokens.skipName("recursive");
        tokens.expect(Kind.BLOCK_END, "\"%}\"");
        List<Statement> body = until("endfor", "else");
        List<Statement> otherwise = List.of();
        if (tokens.skipName("else")) {
            otherwise = block("endfor");
        } else {
            tokens.expectName("endfor");
        }
        return new Statement.For(target, over, filter, recursive, body, otherwise, line);
    }

    private Statement branches(int line) {
        List<Statement.Branch> branches = new ArrayList<>();
        while (true) {
            Expression test = expressions.tuple(false);
            tokens.expect(Kind.BLOCK_END, "\"%}\"");
            branches.add(new Statement.Branch(test, until("elif", "else", "endif")));
            if (tokens.skipName("elif")) {
                continue;
            }
            List<Statement> otherwise = List.of();
            if (tokens.skipName("else")) {
                otherwise = block("endif");
            } else {
                tokens.expectName("endif");
            }
            return new Statement.If(branches, otherwise, line);
        }
    }

    private Statement set(int line) {
        Target target;
        if (tokens.ahead().is(".")) {
            String namespace = tokens.expect(Kind.NAME, "a name").text();
            tokens.expect(".");
            target = new Target.Field(
                    namespace, tokens.expect(Kind.NAME, "a name").text());
        } else {
            target = target();
        }
        if (tokens.skip("=")) {
            return new Statement.Set(target, expressions.tuple(true), line);
        }
        Expression filtered = expressions.filters(Statement.BODY, false);
        return new Statement.SetBlock(target, filtered, block("endset"), line);
    }

    private Statement with(int line) {
        List<Statement.Set> values = new ArrayList<>();
        while (tokens.now().kind() != Kind.BLOCK_END) {
            if (!values.isEmpty()) {
                tokens.expect(",");
            }
            Target target = one();
            tokens.expect("=");
            values.add(new Statement.Set(target, expressions.expression(), line));
        }
        return new Statement.With(values, block("endwith"));
    }

    private Statement macro(int line) {
        String name = tokens.expect(Kind.NAME, "the macro's name").text();
        return new Statement.DefineMacro(name, body(parameters(), "endmacro"), line);
    }

    private Statement call(int line) {
        List<Statement.Parameter> parameters = tokens.now().is("(") ? parameters() : List.of();
        if (!(expressions.expression() instanceof Expression.Call call)) {
            throw new TemplateException(line, "\"call\" calls nothing");
        }
        return new Statement.CallBlock(call, body(parameters, "endcall"), line);
    }

    private Statement.MacroBody body(List<Statement.Parameter> parameters, String end) {
        Set<String> before = expressions.beginUse();
        List<Statement> body = block(end);
        Set<String> catches = new HashSet<>(expressions.usedSince(before));
        catches.retainAll(SPECIAL);
        parameters.forEach(p -> catches.remove(p.name()));
        return new Statement.MacroBody(parameters, body, Set.copyOf(catches));
    }

    private List<Statement.Parameter> parameters() {
        tokens.expect("(");
        List<Statement.Parameter> parameters = new ArrayList<>();
        while (!tokens.skip(")")) {
            if (!parameters.isEmpty()) {
                tokens.expect(",");
            }
            String name = tokens.expect(Kind.NAME, "a parameter's name").text();
            Optional<Expression> byDefault =
                    tokens.skip("=") ? Optional.of(expressions.expression()) : Optional.empty();
            if (byDefault.isEmpty()
                    && parameters.stream().anyMatch(p -> p.byDefault().isPresent())) {
                throw new TemplateException(tokens.line(), "a parameter without default follows one with a default");
            }
            parameters.add(new Statement.Parameter(name, byDefault));
        }
        return parameters;
    }

    /// A name, or several with commas between.
    private Target target(String... ends) {
        List<Target> parts = new ArrayList<>(List.of(one()));
        boolean several = false;
        while (tokens.skip(",")) {
            several = true;
            if (tokens.isAny(ends) || tokens.now().is("=")) {
                break;
            }
            parts.add(one());
        }
        return several ? new Target.Several(parts) : parts.getFirst();
    }

    private Target one() {
        if (tokens.skip("(")) {
            Target inner = target();
            tokens.expect(")");
            return inner;
        }
        Token name = tokens.expect(Kind.NAME, "a name to assign to");
        if (Set.of("true", "false", "none", "True", "False", "None").contains(name.text())) {
            throw new TemplateException(name.line(), "nothing can be assigned to \"" + name.text() + "\"");
        }
        return new Target.Variable(name.text());
    }
}
