package org.dpoworkbench.engine.jinja;

import java.util.Arrays;
import java.util.List;
import org.dpoworkbench.engine.jinja.Token.Kind;

/// The tokens of a template, one after the other.
final class Tokens {
    private final List<Token> tokens;
    private int at;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token now() {
        return tokens.get(at);
    }

    /// The token after [#now].
    Token ahead() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    int line() {
        return now().line();
    }

    Token next() {
        Token token = now();
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    boolean skip(String operator) {
        boolean there = now().is(operator);
        if (there) {
            at++;
        }
        return there;
    }

    boolean skipName(String name) {
        boolean there = now().isName(name);
        if (there) {
            at++;
        }
        return there;
    }

    void expect(String operator) {
        if (!skip(operator)) {
            throw unexpected("\"" + operator + "\"");
        }
    }

    void expectName(String name) {
        if (!skipName(name)) {
            throw unexpected("\"" + name + "\"");
        }
    }

    Token expect(Kind kind, String what) {
        if (now().kind() != kind) {
            throw unexpected(what);
        }
        return next();
    }

    boolean isAny(String... names) {
        return Arrays.stream(names).anyMatch(now()::isName);
    }

    TemplateException unexpected(String wanted) {
        return new TemplateException(line(), "expected " + wanted + ", and there is " + now().words());
    }
}
