package org.dpoworkbench.engine.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Against what transformers 5.23 with jinja2 3.1.6 renders, or raises, of the same templates and values
/// (`docs/goldens/chat_templates.py`).
class TemplateTest {
    private static final JsonNode SNIPPETS = json("snippets.json");
    private static final JsonNode RENDERINGS = json("renderings.json");

    private static JsonNode json(String file) {
        return JsonMapper.shared().readTree(text(file));
    }

    private static String text(String file) {
        try (InputStream in = TemplateTest.class.getResourceAsStream("/chat-templates/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object plain(JsonNode node) {
        if (node.isObject()) {
            return values(node);
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(item -> list.add(plain(item)));
            return list;
        }
        return node.isNull()
                ? null
                : node.isBoolean()
                        ? (Object) node.booleanValue()
                        : node.isString()
                                ? node.stringValue()
                                : node.isIntegralNumber() ? (Object) node.longValue() : (Object) node.doubleValue();
    }

    private static Map<String, Object> values(JsonNode object) {
        Map<String, Object> values = new LinkedHashMap<>();
        object.properties().forEach(e -> values.put(e.getKey(), plain(e.getValue())));
        return values;
    }

    private static void check(String source, Map<String, Object> values, JsonNode expected) {
        if (expected.has("error")) {
            assertThatThrownBy(() -> Template.parse(source).render(values))
                    .as("%s, where Jinja says: %s", source, expected.get("error"))
                    .isInstanceOf(TemplateException.class);
        } else {
            assertThat(Template.parse(source).render(values))
                    .as(source)
                    .isEqualTo(expected.get("text").stringValue());
        }
    }

    @Test
    void everyFeatureRendersOrFailsAsInJinja() {
        JsonNode all = SNIPPETS.get("snippets");
        assertThat(all).hasSizeGreaterThan(600);
        Map<String, Object> values = values(SNIPPETS.get("values"));
        all.forEach(snippet -> check(snippet.get("source").stringValue(), values, snippet));
    }

    @TestFactory
    Stream<DynamicTest> templatesOfTheKindsThatModelsShipRenderAsInTransformers() {
        return StreamSupport.stream(RENDERINGS.get("renderings").spliterator(), false)
                .map(row -> row.get("template").stringValue())
                .distinct()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    String source = text(name + ".jinja");
                    for (JsonNode row : RENDERINGS.get("renderings")) {
                        if (row.get("template").stringValue().equals(name)) {
                            check(source, valuesOf(row), row);
                        }
                    }
                }));
    }

    private static Map<String, Object> valuesOf(JsonNode row) {
        Map<String, Object> values = new HashMap<>();
        values.put("tools", null);
        values.put("documents", null);
        values.put("bos_token", "<s>");
        values.put("eos_token", "</s>");
        values.put("add_generation_prompt", row.get("add_generation_prompt").booleanValue());
        values.putAll(values(
                RENDERINGS.get("conversations").get(row.get("conversation").stringValue())));
        return values;
    }

    @Test
    void whatATemplateRaisesIsToldApartWithItsLine() {
        assertThatThrownBy(() -> Template.parse(
                                "a\n{% if true %}\n{{ raise_exception('Roles must alternate') }}{% endif %}")
                        .render(Map.of()))
                .isInstanceOfSatisfying(TemplateException.Raised.class, e -> {
                    assertThat(e).hasMessage("Roles must alternate");
                    assertThat(e.line()).isEqualTo(3);
                });
        assertThatThrownBy(() -> Template.parse("a\n{{ 1 + 'x' }}").render(Map.of()))
                .isInstanceOfSatisfying(
                        TemplateException.class, e -> assertThat(e.line()).isEqualTo(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% include 'x' %}",
                "{% import 'x' as y %}",
                "{% extends 'x' %}",
                "{% block b %}{% endblock %}",
                "{% autoescape true %}{% endautoescape %}",
                "{% trans %}",
                "{{ x | pprint }}",
                "{{ x | random }}",
                "{{ x is nosuch }}",
                "{{ lipsum() }}",
                "{{ strftime_now('%Q') }}",
                "{{ nums[1, 2] }}"
            })
    void whatIsNotSupportedIsNamed(String source) {
        assertThatThrownBy(() -> Template.parse(source).render(new HashMap<>(Map.of("x", "a", "nums", List.of(1L)))))
                .isInstanceOfSatisfying(TemplateException.class, e -> {
                    assertThat(e.line()).isEqualTo(1);
                    assertThat(e).hasMessageContaining("not supported");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
                "{% for i in range(99999) %}{{ 'x' * 9999 }}{% endfor %}",
                "{{ 'x' * 99999999999 }}",
                "{{ [0] * 9999999 }}",
                "{{ 9 ** 999999 }}",
                "{{ range(10 ** 9) | list }}",
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "{% set ns = namespace(x='ab') %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}"
            })
    void whatWouldNotEndOrNotFitIsAnError(String source) {
        assertThatThrownBy(() -> Template.parse(source).render(Map.of())).isInstanceOf(TemplateException.class);
    }

    @Test
    void nestingWithoutEndIsAnErrorToo() {
        assertThatThrownBy(() -> Template.parse("{{ " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}"))
                .isInstanceOf(TemplateException.class);
        assertThatThrownBy(() -> Template.parse("{{ " + "not ".repeat(50_000) + "1 }}"))
                .isInstanceOf(TemplateException.class);
        assertThatThrownBy(() -> Template.parse("{% if 1 %}".repeat(20_000) + "{% endif %}".repeat(20_000)))
                .isInstanceOf(TemplateException.class);
    }

    @Test
    void datesAreWrittenAsInPython() {
        LocalDateTime time = LocalDateTime.of(2026, 3, 7, 15, 4, 9);
        assertThat(DateFormat.format("%d %b %Y %H:%M:%S|%A %a %B %e %j %I%p %-d %y %F %%", time))
                .isEqualTo("07 Mar 2026 15:04:09|Saturday Sat March  7 066 03PM 7 26 2026-03-07 %");
    }

    @Property(tries = 2000)
    void whateverStandsThereIsRenderedOrRefused(@ForAll @StringLength(max = 40) String noise) {
        for (String source : List.of(noise, "{{" + noise + "}}", "{%" + noise + "%}", "{{ x | " + noise + "}}")) {
            try {
                Template.parse(source).render(Map.of("x", "y"));
            } catch (TemplateException e) {
                assertThat(e.line()).isGreaterThanOrEqualTo(0);
            }
        }
    }
}
