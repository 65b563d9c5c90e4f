package org.dpoworkbench.app.window.model.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dpoworkbench.app.window.model.runs.RunTerm.Operator;

/// What the filter field asks for: conditions that hold together.
///
/// ```
/// query = { term }
/// term  = [ "-" ] ( word | field ":" value | field operator value )
/// value = characters without a space, or "characters in quotes"
/// ```
/// So `beta=0.1 lr>1e-6 tag:paper -state:failed`. Every text is a query: one that is still being typed, such as
/// `beta=`, asks for nothing yet.
public record RunQuery(List<RunTerm> terms) {
    /// Asks for nothing: every run matches.
    public static final RunQuery ALL = new RunQuery(List.of());

    private static final Pattern TOKEN = Pattern.compile("-?(?:[\\p{L}_.]+(?:<=|>=|!=|[:<>=]))?(?:\"[^\"]*\"?|\\S+)?");
    private static final Pattern FIELD =
            Pattern.compile("(?<field>[\\p{L}_.]+)(?<operator><=|>=|!=|[:<>=])(?<value>.*)", Pattern.DOTALL);

    public RunQuery {
        terms = List.copyOf(terms);
    }

    /// Reads what was typed; never fails.
    public static RunQuery parse(String typed) {
        List<RunTerm> terms = new ArrayList<>();
        Matcher token = TOKEN.matcher(typed);
        int at = 0;
        while (at < typed.length()) {
            if (Character.isWhitespace(typed.charAt(at))) {
                at++;
                continue;
            }
            token.region(at, typed.length());
            int end = token.lookingAt() && token.end() > at ? token.end() : at + 1;
            term(typed.substring(at, end)).ifPresent(terms::add);
            at = end;
        }
        return new RunQuery(terms);
    }

    private static Optional<RunTerm> term(String token) {
        if (token.startsWith("-") && token.length() > 1) {
            return plain(token.substring(1)).map(RunTerm.Not::new);
        }
        return plain(token);
    }

    private static Optional<RunTerm> plain(String token) {
        Matcher matcher = FIELD.matcher(token);
        if (token.startsWith("\"") || !matcher.matches()) {
            return nonEmpty(token).map(RunTerm.Word::new);
        }
        String field = RunFacts.fieldName(matcher.group("field"));
        String operator = matcher.group("operator");
        return nonEmpty(matcher.group("value"))
                .map(value -> operator.equals(":")
                        ? new RunTerm.Has(field, value)
                        : new RunTerm.Compares(field, operator(operator), value));
    }

    private static Operator operator(String sign) {
        for (Operator operator : Operator.values()) {
            if (operator.sign().equals(sign)) {
                return operator;
            }
        }
        throw new IllegalArgumentException(sign);
    }

    /// The value without its quotes.
    private static Optional<String> nonEmpty(String value) {
        String bare = value.startsWith("\"")
                ? value.substring(1, value.length() > 1 && value.endsWith("\"") ? value.length() - 1 : value.length())
                : value;
        return bare.isEmpty() ? Optional.empty() : Optional.of(bare);
    }

    static String quoted(String value) {
        return "\"" + value + "\"";
    }

    public boolean matches(RunFacts run) {
        return terms.stream().allMatch(term -> term.matches(run));
    }

    /// The query as it is typed.
    public String text() {
        return terms.stream().map(RunTerm::text).collect(Collectors.joining(" "));
    }

    /// Fields that none of the runs has.
    List<String> unknownFields(List<RunFacts> runs) {
        return terms.stream()
                .flatMap(term -> field(term).stream())
                .filter(field -> !runs.isEmpty() && runs.stream().noneMatch(run -> run.knows(field)))
                .distinct()
                .toList();
    }

    private static Optional<String> field(RunTerm term) {
        return switch (term) {
            case RunTerm.Word _ -> Optional.empty();
            case RunTerm.Has has -> Optional.of(has.field());
            case RunTerm.Compares compares -> Optional.of(compares.field());
            case RunTerm.Not not -> field(not.term());
        };
    }
}
