package org.dpoworkbench.engine.jinja;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dpoworkbench.engine.jinja.Token.Kind;

/// Cuts a template into tokens, with Jinja's rules for the blanks around tags (`trim_blocks` and `lstrip_blocks` on):
/// a tag at the start of a line takes the blanks before it along, and a block or comment the line feed after it; `-`
/// takes all blanks of its side, `+` none.
final class Lexer {
    private static final int FLAGS = Pattern.UNICODE_CHARACTER_CLASS | Pattern.DOTALL;
    private static final Pattern OPENING =
            Pattern.compile("\\{%(?<raw>[-+]?)\\s*raw\\s*(?:-%}\\s*|%})|(?<tag>\\{[%{#])(?<sign>[-+]?)", FLAGS);
    private static final Pattern RAW_END = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(?:\\+%}|-%}\\s*|%}\\n?)", FLAGS);
    private static final Pattern COMMENT_END = Pattern.compile("\\+#}|-#}\\s*|#}\\n?", FLAGS);
    private static final Pattern BLOCK_END = Pattern.compile("\\+%}|-%}\\s*|%}\\n?", FLAGS);
    private static final Pattern VARIABLE_END = Pattern.compile("-}}\\s*|}}", FLAGS);
    private static final Pattern BLANK = Pattern.compile("\\s+", FLAGS);
    private static final Pattern FLOAT = Pattern.compile(
            "(?:\\d+_)*\\d+(?:(?:\\.(?:\\d+_)*\\d+)?e[+-]?(?:\\d+_)*\\d+|\\.(?:\\d+_)*\\d+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern INTEGER = Pattern.compile(
            "0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\\da-f])+|[1-9](?:_?\\d)*|0(?:_?0)*", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("\\w+", FLAGS);
    private static final Pattern STRING =
            Pattern.compile("'[^'\\\\]*(?:\\\\.[^'\\\\]*)*'|\"[^\"\\\\]*(?:\\\\.[^\"\\\\]*)*\"", FLAGS);
    private static final Pattern OPERATOR = Pattern.compile("//|\\*\\*|[=!<>]=|[-+/*%~\\[\\](){}<>=.:|,;]");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private boolean lineStarts = true;

    private Lexer(String source) {
        String text = source.replace("\r\n", "\n").replace('\r', '\n');
        this.source = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    static List<Token> tokens(String source) {
        Lexer lexer = new Lexer(source);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        Matcher opening = OPENING.matcher(source);
        while (opening.find(at)) {
            String before = source.substring(at, opening.start());
            boolean raw = opening.group("tag") == null;
            String sign = opening.group(raw ? "raw" : "sign");
            boolean variable = !raw && opening.group("tag").equals("{{");
            data(stripped(before, sign, variable), source.substring(at, opening.start()));
            advance(opening.end());
            if (raw) {
                raw();
            } else if (opening.group("tag").equals("{#")) {
                Matcher end = COMMENT_END.matcher(source);
                if (!end.find(at)) {
                    throw new TemplateException(line, "a comment is not ended");
                }
                advance(end.end());
            } else {
                tag(variable);
            }
        }
        data(source.substring(at), "");
        tokens.add(new Token(Kind.END, "", line));
    }

    private void raw() {
        Matcher end = RAW_END.matcher(source);
        if (!end.find(at)) {
            throw new TemplateException(line, "\"raw\" is not ended by \"endraw\"");
        }
        String before = source.substring(at, end.start());
        data(stripped(before, end.group(1), false), before);
        advance(end.end());
    }

    private void data(String text, String passed) {
        if (!text.isEmpty()) {
            tokens.add(new Token(Kind.DATA, text, line));
        }
        if (!passed.isEmpty()) {
            advance(at + passed.length());
        }
    }

    /// What a tag leaves of the text before it.
    private String stripped(String text, String sign, boolean variable) {
        if (sign.equals("-")) {
            return Strings.strip(text, null, false, true);
        }
        if (variable || sign.equals("+")) {
            return text;
        }
        int lineBegin = text.lastIndexOf('\n') + 1;
        boolean beginsLine = lineBegin > 0 || lineStarts;
        return beginsLine && BLANK.matcher(text.substring(lineBegin)).matches() ? text.substring(0, lineBegin) : text;
    }

    private void tag(boolean variable) {
        tokens.add(new Token(variable ? Kind.VARIABLE_BEGIN : Kind.BLOCK_BEGIN, "", line));
        Pattern end = variable ? VARIABLE_END : BLOCK_END;
        Deque<String> open = new ArrayDeque<>();
        while (true) {
            if (at >= source.length()) {
                throw new TemplateException(line, "the template ends inside of a tag");
            }
            Matcher closing = end.matcher(source).region(at, source.length());
            if (open.isEmpty() && closing.lookingAt()) {
                tokens.add(new Token(variable ? Kind.VARIABLE_END : Kind.BLOCK_END, "", line));
                advance(closing.end());
                return;
            }
            one(open);
        }
    }

    private void one(Deque<String> open) {
        String found;
        if (match(BLANK) != null) {
            return;
        }
        if ((found = match(FLOAT)) != null) {
            tokens.add(new Token(Kind.FLOAT, found, line));
        } else if ((found = match(INTEGER)) != null) {
            tokens.add(new Token(Kind.INTEGER, found, line));
        } else if ((found = match(NAME)) != null) {
            tokens.add(new Token(Kind.NAME, found, line));
        } else if ((found = match(STRING)) != null) {
            tokens.add(new Token(Kind.STRING, Escapes.resolved(found.substring(1, found.length() - 1)), line));
        } else if ((found = match(OPERATOR)) != null) {
            balance(found, open);
            tokens.add(new Token(Kind.OPERATOR, found, line));
        } else {
            throw new TemplateException(line, "\"" + source.substring(at, at + 1) + "\" has no meaning here");
        }
    }

    private void balance(String operator, Deque<String> open) {
        switch (operator) {
            case "(" -> open.push(")");
            case "[" -> open.push("]");
            case "{" -> open.push("}");
            case ")", "]", "}" -> {
                if (open.isEmpty() || !open.pop().equals(operator)) {
                    throw new TemplateException(line, "\"" + operator + "\" closes nothing");
                }
            }
            default -> {}
        }
    }

    private String match(Pattern pattern) {
        Matcher matcher = pattern.matcher(source).region(at, source.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        advance(matcher.end());
        return matcher.group();
    }

    private void advance(int to) {
        for (int i = at; i < to; i++) {
            line += source.charAt(i) == '\n' ? 1 : 0;
        }
        lineStarts = to > 0 && source.charAt(to - 1) == '\n';
        at = to;
    }
}
