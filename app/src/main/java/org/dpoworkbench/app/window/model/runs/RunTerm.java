package org.dpoworkbench.app.window.model.runs;

import java.util.Locale;
import java.util.stream.Stream;

/// One condition of a filter.
public sealed interface RunTerm {
    boolean matches(RunFacts run);

    /// The condition as it is typed.
    String text();

    /// The word stands somewhere in the name, badge, state or tags.
    record Word(String word) implements RunTerm {
        @Override
        public boolean matches(RunFacts run) {
            return Stream.concat(
                            Stream.of(
                                    run.name(),
                                    run.summary().id(),
                                    run.summary().badge(),
                                    run.state()),
                            run.tags().stream())
                    .anyMatch(text -> contains(text, word));
        }

        @Override
        public String text() {
            return RunQuery.quoted(word);
        }
    }

    /// `field:value`: the field's words have the value in them.
    record Has(String field, String value) implements RunTerm {
        @Override
        public boolean matches(RunFacts run) {
            return run.texts(field).stream().anyMatch(text -> contains(text, value));
        }

        @Override
        public String text() {
            return field + ":" + RunQuery.quoted(value);
        }
    }

    /// `field=value`, `field>=value`, …: numbers by size; words by equality.
    record Compares(String field, Operator operator, String value) implements RunTerm {
        @Override
        public boolean matches(RunFacts run) {
            var number = run.number(field);
            var wanted = RunFacts.parsed(value);
            if (number.isPresent() && wanted.isPresent()) {
                return operator.holds(number.getAsDouble(), wanted.getAsDouble());
            }
            boolean equal = run.texts(field).stream().anyMatch(value::equalsIgnoreCase);
            return switch (operator) {
                case EQUAL -> equal;
                case UNEQUAL -> !equal;
                case LESS, AT_MOST, MORE, AT_LEAST -> false;
            };
        }

        @Override
        public String text() {
            return field + operator.sign() + RunQuery.quoted(value);
        }
    }

    /// `-term`: all but those.
    record Not(RunTerm term) implements RunTerm {
        @Override
        public boolean matches(RunFacts run) {
            return !term.matches(run);
        }

        @Override
        public String text() {
            return "-" + term.text();
        }
    }

    private static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    /// How two numbers are compared. Equal is what prints the same: nobody types the seventeenth digit.
    enum Operator {
        AT_MOST("<="),
        AT_LEAST(">="),
        UNEQUAL("!="),
        LESS("<"),
        MORE(">"),
        EQUAL("=");

        private static final double SAME = 1e-9;
        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        boolean holds(double value, double wanted) {
            boolean same = Math.abs(value - wanted) <= SAME * Math.max(Math.abs(value), Math.abs(wanted));
            return switch (this) {
                case EQUAL -> same;
                case UNEQUAL -> !same;
                case LESS -> value < wanted && !same;
                case MORE -> value > wanted && !same;
                case AT_MOST -> value < wanted || same;
                case AT_LEAST -> value > wanted || same;
            };
        }
    }
}
