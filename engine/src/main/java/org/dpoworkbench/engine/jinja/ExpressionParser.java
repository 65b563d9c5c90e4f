package org.dpoworkbench.engine.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dpoworkbench.engine.jinja.Expression.Compared;
import org.dpoworkbench.engine.jinja.Expression.Given;
import org.dpoworkbench.engine.jinja.Token.Kind;

/// Expressions by Jinja's precedence: `if`, `or`, `and`, `not`, comparisons, `+ -`, `~`, `* / // %`, `**`, signs,
/// filters and tests.
final class ExpressionParser {
    private static final int DEEPEST = 200;
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

    private final Tokens tokens;
    private int depth;

    /// Names used so far; a macro looks which of its special ones are among those of its body.
    private Set<String> used = new HashSet<>();

    ExpressionParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /// Names used from now on, until [#usedSince] is asked.
    Set<String> beginUse() {
        Set<String> before = used;
        used = new HashSet<>();
        return before;
    }

    Set<String> usedSince(Set<String> before) {
        Set<String> since = used;
        before.addAll(since);
        used = before;
        return since;
    }

    Expression expression() {
        return expression(true);
    }

    private Expression expression(boolean conditional) {
        deeper();
        Expression expression = conditional ? conditional() : or();
        depth--;
        return expression;
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw new TemplateException(tokens.line(), "an expression is nested more than " + DEEPEST + " deep");
        }
    }

    /// One expression, or a tuple where commas follow.
    Expression tuple(boolean conditional, String... ends) {
        return tuple(conditional, false, ends);
    }

    private Expression tuple(boolean conditional, boolean bracketed, String... ends) {
        List<Expression> items = new ArrayList<>();
        boolean tuple = false;
        while (true) {
            if (!items.isEmpty()) {
                tokens.expect(",");
            }
            if (tupleEnds(ends)) {
                break;
            }
            items.add(expression(conditional));
            if (!tokens.now().is(",")) {
                break;
            }
            tuple = true;
        }
        if (!tuple && !items.isEmpty()) {
            return items.getFirst();
        }
        if (!tuple && !bracketed) {
            throw tokens.unexpected("an expression");
        }
        return new Expression.TupleOf(items);
    }

    private boolean tupleEnds(String... ends) {
        Kind kind = tokens.now().kind();
        return kind == Kind.VARIABLE_END
                || kind == Kind.BLOCK_END
                || tokens.now().is(")")
                || tokens.isAny(ends);
    }

    private Expression conditional() {
        Expression value = or();
        while (tokens.skipName("if")) {
            Expression test = or();
            Optional<Expression> otherwise = tokens.skipName("else") ? Optional.of(expression(true)) : Optional.empty();
            value = new Expression.Conditional(test, value, otherwise);
        }
        return value;
    }

    private Expression or() {
        Expression left = and();
        while (tokens.skipName("or")) {
            left = new Expression.Or(left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.skipName("and")) {
            left = new Expression.And(left, not());
        }
        return left;
    }

    private Expression not() {
        if (!tokens.skipName("not")) {
            return comparison();
        }
        deeper();
        Expression of = not();
        depth--;
        return new Expression.Not(of);
    }

    private Expression comparison() {
        int line = tokens.line();
        Expression first = sum();
        List<Compared> rest = new ArrayList<>();
        while (true) {
            if (tokens.now().kind() == Kind.OPERATOR
                    && COMPARISONS.contains(tokens.now().text())) {
                rest.add(new Compared(tokens.next().text(), sum()));
            } else if (tokens.skipName("in")) {
                rest.add(new Compared("in", sum()));
            } else if (tokens.now().isName("not") && tokens.ahead().isName("in")) {
                tokens.next();
                tokens.next();
                rest.add(new Compared("not in", sum()));
            } else {
                return rest.isEmpty() ? first : new Expression.Comparison(first, rest, line);
            }
        }
    }

    private Expression sum() {
        Expression left = joined();
        while (tokens.now().is("+") || tokens.now().is("-")) {
            int line = tokens.line();
            left = new Expression.Binary(tokens.next().text(), left, joined(), line);
        }
        return left;
    }

    private Expression joined() {
        List<Expression> parts = new ArrayList<>(List.of(product()));
        while (tokens.skip("~")) {
            parts.add(product());
        }
        return parts.size() == 1 ? parts.getFirst() : new Expression.Joined(parts);
    }

    private Expression product() {
        Expression left = power();
        while (tokens.now().is("*")
                || tokens.now().is("/")
                || tokens.now().is("//")
                || tokens.now().is("%")) {
            int line = tokens.line();
            left = new Expression.Binary(tokens.next().text(), left, power(), line);
        }
        return left;
    }

    private Expression power() {
        Expression left = signed(true);
        while (tokens.now().is("**")) {
            int line = tokens.line();
            tokens.next();
            left = new Expression.Binary("**", left, signed(true), line);
        }
        return left;
    }

    private Expression signed(boolean filtered) {
        Expression value;
        int line = tokens.line();
        if (tokens.skip("-")) {
            deeper();
            value = new Expression.Unary('-', signed(false), line);
            depth--;
        } else if (tokens.skip("+")) {
            deeper();
            value = new Expression.Unary('+', signed(false), line);
            depth--;
        } else {
            value = primary();
        }
        value = postfix(value);
        return filtered ? filtersAndTests(value) : value;
    }

    private Expression primary() {
        Token token = tokens.now();
        switch (token.kind()) {
            case NAME -> {
                tokens.next();
                return switch (token.text()) {
                    case "true", "True" -> new Expression.Constant(true);
                    case "false", "False" -> new Expression.Constant(false);
                    case "none", "None" -> new Expression.Constant(null);
                    default -> {
                        used.add(token.text());
                        yield new Expression.Name(token.text(), token.line());
                    }
                };
            }
            case STRING -> {
                StringBuilder text = new StringBuilder();
                while (tokens.now().kind() == Kind.STRING) {
                    text.append(tokens.next().text());
                }
                return new Expression.Constant(text.toString());
            }
            case INTEGER -> {
                return new Expression.Constant(whole(tokens.next().text()));
            }
            case FLOAT -> {
                return new Expression.Constant(
                        Double.parseDouble(tokens.next().text().replace("_", "")));
            }
            case OPERATOR -> {
                if (tokens.skip("(")) {
                    Expression inner = tuple(true, true);
                    tokens.expect(")");
                    return inner;
                }
                if (tokens.skip("[")) {
                    return list();
                }
                if (tokens.skip("{")) {
                    return dict();
                }
            }
            case DATA, VARIABLE_BEGIN, VARIABLE_END, BLOCK_BEGIN, BLOCK_END, END -> {}
        }
        throw tokens.unexpected("an expression");
    }

    private static Object whole(String text) {
        String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
        int radix = digits.startsWith("0x") ? 16 : digits.startsWith("0o") ? 8 : digits.startsWith("0b") ? 2 : 10;
        return Numbers.fitted(new BigInteger(radix == 10 ? digits : digits.substring(2), radix));
    }

    private Expression list() {
        List<Expression> items = new ArrayList<>();
        while (!tokens.skip("]")) {
            if (!items.isEmpty()) {
                tokens.expect(",");
                if (tokens.skip("]")) {
                    break;
                }
            }
            items.add(expression());
        }
        return new Expression.ListOf(items);
    }

    private Expression dict() {
        List<Map.Entry<Expression, Expression>> entries = new ArrayList<>();
        while (!tokens.skip("}")) {
            if (!entries.isEmpty()) {
                tokens.expect(",");
                if (tokens.skip("}")) {
                    break;
                }
            }
            Expression key = expression();
            tokens.expect(":");
            entries.add(Map.entry(key, expression()));
        }
        return new Expression.DictOf(entries);
    }

    private Expression postfix(Expression start) {
        Expression value = start;
        while (true) {
            int line = tokens.line();
            if (tokens.skip(".")) {
                Token name = tokens.next();
                value = switch (name.kind()) {
                    case NAME -> new Expression.Attribute(value, name.text(), line);
                    case INTEGER -> new Expression.Item(value, new Expression.Constant(whole(name.text())), line);
                    case DATA, VARIABLE_BEGIN, VARIABLE_END, BLOCK_BEGIN, BLOCK_END, STRING, FLOAT, OPERATOR, END ->
                        throw new TemplateException(line, "a name or a number is missing after \".\"");
                };
            } else if (tokens.skip("[")) {
                value = subscript(value, line);
            } else if (tokens.now().is("(")) {
                value = new Expression.Call(value, given(), line);
            } else {
                return value;
            }
        }
    }

    private Expression subscript(Expression of, int line) {
        Optional<Expression> from = tokens.now().is(":") ? Optional.empty() : Optional.of(expression());
        if (!tokens.skip(":")) {
            if (tokens.now().is(",")) {
                throw new TemplateException(line, "several subscripts in one pair of brackets are not supported");
            }
            tokens.expect("]");
            return new Expression.Item(of, from.orElseThrow(), line);
        }
        Optional<Expression> to =
                tokens.now().is(":") || tokens.now().is("]") ? Optional.empty() : Optional.of(expression());
        Optional<Expression> step =
                tokens.skip(":") && !tokens.now().is("]") ? Optional.of(expression()) : Optional.empty();
        tokens.expect("]");
        return new Expression.Slice(of, from, to, step, line);
    }

    Expression filtersAndTests(Expression start) {
        Expression value = start;
        while (true) {
            int line = tokens.line();
            if (tokens.now().is("|")) {
                value = filter(value);
            } else if (tokens.skipName("is")) {
                value = test(value, line);
            } else if (tokens.now().is("(")) {
                value = new Expression.Call(value, given(), line);
            } else {
                return value;
            }
        }
    }

    /// `| name(arguments)`, once.
    private Expression filter(Expression of) {
        tokens.expect("|");
        return namedFilter(of);
    }

    /// All filters that follow, over [Statement#BODY] or what went before.
    Expression filters(Expression of, boolean begun) {
        Expression value = begun ? namedFilter(of) : of;
        while (tokens.now().is("|")) {
            value = filter(value);
        }
        return value;
    }

    private Expression namedFilter(Expression of) {
        int line = tokens.line();
        String name = dotted("a filter's name");
        if (!FilterLibrary.has(name)) {
            throw new TemplateException(line, "it uses the filter \"" + name + "\", which is not supported");
        }
        return new Expression.Filter(of, name, tokens.now().is("(") ? given() : Given.NONE, line);
    }

    private Expression test(Expression of, int line) {
        boolean not = tokens.skipName("not");
        String name = dotted("a test's name");
        if (!TestLibrary.has(name)) {
            throw new TemplateException(line, "it uses the test \"" + name + "\", which is not supported");
        }
        Given given = Given.NONE;
        if (tokens.now().is("(")) {
            given = given();
        } else if (startsOperand() && !tokens.isAny("else", "or", "and")) {
            if (tokens.now().isName("is")) {
                throw new TemplateException(line, "two tests with \"is\" follow each other");
            }
            given = new Given(List.of(postfix(primary())), List.of(), Optional.empty(), Optional.empty());
        }
        Expression test = new Expression.Test(of, name, given, line);
        return not ? new Expression.Not(test) : test;
    }

    private boolean startsOperand() {
        return switch (tokens.now().kind()) {
            case NAME, STRING, INTEGER, FLOAT -> true;
            case OPERATOR -> tokens.now().is("[") || tokens.now().is("{");
            case DATA, VARIABLE_BEGIN, VARIABLE_END, BLOCK_BEGIN, BLOCK_END, END -> false;
        };
    }

    private String dotted(String what) {
        StringBuilder name = new StringBuilder(tokens.expect(Kind.NAME, what).text());
        while (tokens.skip(".")) {
            name.append('.').append(tokens.expect(Kind.NAME, what).text());
        }
        return name.toString();
    }

    private Given given() {
        tokens.expect("(");
        List<Expression> positional = new ArrayList<>();
        List<Map.Entry<String, Expression>> named = new ArrayList<>();
        Optional<Expression> list = Optional.empty();
        Optional<Expression> dict = Optional.empty();
        boolean first = true;
        while (!tokens.skip(")")) {
            if (!first) {
                tokens.expect(",");
                if (tokens.skip(")")) {
                    break;
                }
            }
            first = false;
            if (tokens.skip("*")) {
                list = Optional.of(expression());
            } else if (tokens.skip("**")) {
                dict = Optional.of(expression());
            } else if (tokens.now().kind() == Kind.NAME && tokens.ahead().is("=")) {
                String name = tokens.next().text();
                tokens.expect("=");
                named.add(Map.entry(name, expression()));
            } else if (named.isEmpty()) {
                positional.add(expression());
            } else {
                throw new TemplateException(tokens.line(), "an argument without name follows one with a name");
            }
        }
        return new Given(positional, named, list, dict);
    }
}
