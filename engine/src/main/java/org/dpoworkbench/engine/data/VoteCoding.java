package org.dpoworkbench.engine.data;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// How files write which of two answers is better.
///
/// @param first  the answers' fields, whose names a vote may repeat
/// @param number what a number means
record VoteCoding(String first, String second, Numbers number) {
    private static final List<String> TIES =
            List.of("tie", "ties", "both", "neither", "equal", "same", "tie (bothbad)", "both_bad", "bothbad", "draw");

    enum Vote {
        FIRST,
        SECOND,
        NEITHER
    }

    /// What a number says.
    enum Numbers {
        /// 1 and 2, and 0 for a tie.
        FROM_ONE,
        /// 0 and 1; anything below 0 for a tie.
        FROM_ZERO,
        /// 1 for the first, 0 for the second, as SHP's `labels`.
        FIRST_IS_ONE,
        /// Below 0 for the first, above 0 for the second, as HelpSteer3's `overall_preference`.
        SIGN
    }

    /// As the answers' names count: `response_0` and `response_1` from nought, others from one.
    static VoteCoding of(String first, String second, String vote) {
        Numbers numbers = switch (vote) {
            case "overall_preference" -> Numbers.SIGN;
            case "labels" -> Numbers.FIRST_IS_ONE;
            default -> first.endsWith("0") ? Numbers.FROM_ZERO : Numbers.FROM_ONE;
        };
        return new VoteCoding(first, second, numbers);
    }

    /// @throws UnreadableRecordException where it says nothing of the kind
    Vote read(String field, JsonNode value) throws UnreadableRecordException {
        if (value.isIntegralNumber() && value.canConvertToInt()) {
            return number(field, value, value.intValue());
        }
        if (value.isFloatingPointNumber() && value.doubleValue() == Math.rint(value.doubleValue())) {
            return number(field, value, (int) value.doubleValue());
        }
        if (!value.isString()) {
            throw unknown(field, value);
        }
        String text = value.stringValue().strip();
        if (text.matches("[+-]?\\d{1,6}")) {
            return number(field, value, Integer.parseInt(text));
        }
        String name = text.toLowerCase(Locale.ROOT);
        if (names(first, "a", "first").contains(name)) {
            return Vote.FIRST;
        }
        if (names(second, "b", "second").contains(name)) {
            return Vote.SECOND;
        }
        if (TIES.contains(name)) {
            return Vote.NEITHER;
        }
        throw unknown(field, value);
    }

    private static List<String> names(String field, String letter, String word) {
        return List.of(
                field.toLowerCase(Locale.ROOT),
                letter,
                "model_" + letter,
                "response_" + letter,
                "answer_" + letter,
                "assistant_" + letter,
                word);
    }

    private Vote number(String field, JsonNode value, int vote) throws UnreadableRecordException {
        return switch (number) {
            case SIGN -> vote == 0 ? Vote.NEITHER : vote < 0 ? Vote.FIRST : Vote.SECOND;
            case FROM_ONE ->
                switch (vote) {
                    case 0 -> Vote.NEITHER;
                    case 1 -> Vote.FIRST;
                    case 2 -> Vote.SECOND;
                    default -> throw unknown(field, value);
                };
            case FROM_ZERO ->
                switch (vote) {
                    case 0 -> Vote.FIRST;
                    case 1 -> Vote.SECOND;
                    case -1 -> Vote.NEITHER;
                    default -> throw unknown(field, value);
                };
            case FIRST_IS_ONE ->
                switch (vote) {
                    case 1 -> Vote.FIRST;
                    case 0 -> Vote.SECOND;
                    default -> throw unknown(field, value);
                };
        };
    }

    private UnreadableRecordException unknown(String field, JsonNode value) {
        String numbers = switch (number) {
            case SIGN -> "a number, below 0 for the first answer";
            case FROM_ONE -> "1, 2 or 0 for a tie";
            case FROM_ZERO -> "0 or 1, or -1 for a tie";
            case FIRST_IS_ONE -> "1 for the first answer or 0 for the second";
        };
        boolean empty = value.isString() && value.stringValue().isBlank();
        return new UnreadableRecordException("\"%s\" must be a vote: %s, \"%s\", \"%s\" or \"tie\", is %s. %s"
                .formatted(
                        field,
                        numbers,
                        first,
                        second,
                        Values.excerpt(value),
                        empty
                                ? "Nobody voted: write \"tie\", or take the record out."
                                : "Write it so; if another field holds the vote, pass --completions %s,%s --preference FIELD."
                                        .formatted(first, second)));
    }
}
