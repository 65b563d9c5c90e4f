"""What transformers renders of the templates in engine/src/test/resources/chat-templates, and of single Jinja features.

python docs/goldens/chat_templates.py    (transformers 5.23.0, jinja2 3.1.6)
"""

import json
from pathlib import Path

from transformers.utils.chat_template_utils import _compile_jinja_template as compiled

FOLDER = Path(__file__).parents[2] / "engine/src/test/resources/chat-templates"

TOOLS = [
    {"type": "function", "function": {"name": "weather", "description": "Tells the weather.", "parameters": {
        "type": "object", "required": ["place"], "properties": {
            "place": {"type": "string", "description": "a town, “é”"},
            "days": {"type": "integer", "default": 3},
            "unit": {"enum": ["C", "F"]},
            "hours": {"type": "array", "items": {"type": "number"}}}}}},
    {"type": "function", "function": {"name": "now", "description": "Tells the time.", "parameters": {
        "type": "object", "properties": {}}, "return": {"type": "string"}}},
]


def say(role, content, **more):
    return {"role": role, "content": content, **more}


def call(name, arguments, id="abcdefghi"):
    return {"id": id, "type": "function", "function": {"name": name, "arguments": arguments}}


CONVERSATIONS = {
    "user": dict(messages=[say("user", "Who are you?")]),
    "turns": dict(messages=[say("user", "One?"), say("assistant", "Two."), say("user", "Three?"), say("assistant", "Four.")]),
    "system": dict(messages=[say("system", "Be brief."), say("user", "Hi"), say("assistant", "Ho")]),
    "spaces": dict(messages=[say("system", "  two  "), say("user", "\n a\tb \n\n"), say("assistant", " \u00a0c\u2003\n"), say("user", "d ")]),
    "beyond_ascii": dict(messages=[say("user", "Größe 身長 😀 <b>&'\""), say("assistant", "{{ x }} {% if %} \\n")]),
    "empty": dict(messages=[say("system", ""), say("user", ""), say("assistant", "")]),
    "two_users": dict(messages=[say("user", "a"), say("user", "b"), say("assistant", "STOP")]),
    "thinking": dict(messages=[say("user", "1+1?"), say("assistant", "<think>\nwell\n</think>\n\n2"), say("user", "2+2?"),
                               say("assistant", "\n4", reasoning_content="\nhm\n", thinking="\nhm\n")]),
    "no_thinking": dict(messages=[say("user", "1+1?")], enable_thinking=False, reasoning_effort="low"),
    "blocks": dict(messages=[say("user", [{"type": "text", "text": " see "}, {"type": "image"}, {"type": "text", "text": "this"}])]),
    "tools": dict(messages=[say("system", "Use them."), say("user", "Weather in Köln?"),
                            say("assistant", "", tool_calls=[call("weather", {"place": "Köln", "days": 2, "deep": {"a": [1, 2.5, None, True]}})]),
                            say("tool", "{\"sky\": \"grey\"}", tool_call_id="abcdefghi", name="weather"),
                            say("assistant", "Grey."), say("user", "And now?")], tools=TOOLS),
    "two_calls": dict(messages=[say("user", "Both?"), say("assistant", "Let me see.", tool_calls=[call("weather", {"place": "x"}), call("now", {})]),
                                say("tool", "rain", tool_call_id="abcdefghi"), say("tool", "noon", tool_call_id="abcdefghi")], tools=TOOLS),
    "nothing": dict(messages=[]),
}

# Each is rendered with the values of VALUES.
VALUES = dict(
    n=3, f=2.5, t=True, none=None, s="Hello, World", spaced="  a b  ", nums=[3, 1, 2], words=["b", "A", "c"],
    d={"x": 1, "y": None, "items": "shadow"}, people=[{"name": "Ann", "age": 3}, {"name": "bob", "age": 1}, {"name": "Cy"}],
    nested={"a": {"b": [10, 20, 30]}}, empty="", html="<a href='x'>&\"</a>", big=10**15, umlaut="ÄÖ ß é 😀x")
SNIPPETS = r"""
{{ n + 1 }}|{{ n - 5 }}|{{ n * 2 }}|{{ n / 2 }}|{{ n // 2 }}|{{ n % 2 }}|{{ n ** 2 }}|{{ -n }}|{{ +n }}|{{ -n ** 2 }}
{{ -7 // 2 }}|{{ -7 % 3 }}|{{ 7 % -3 }}|{{ 7.5 // 2 }}|{{ -7.5 % 2 }}|{{ 6 / 2 }}|{{ 2 ** -1 }}|{{ 2 ** 0.5 }}
{{ 1e3 }}|{{ 1.0 }}|{{ 0.1 + 0.2 }}|{{ 1e16 }}|{{ 1e22 }}|{{ 1.5e-7 }}|{{ 123456789.125 }}|{{ 1_000 }}|{{ 1e100 }}|{{ 0x1f }}|{{ 0b11 }}|{{ 0o17 }}
{{ big * big }}|{{ 2 ** 100 }}|{{ big * big // 7 }}
{{ true }}|{{ True }}|{{ none }}|{{ None }}|{{ false }}|{{ t and none }}|{{ t or 1 }}|{{ not t }}|{{ 0 or 'x' }}|{{ '' and 1 }}
{{ missing }}|{{ missing is defined }}|{{ missing is undefined }}|{{ d.missing }}|{{ d['missing'] }}|{{ missing or 'other' }}|{{ not missing }}
{{ missing.x }}
{{ missing + 'x' }}
{{ missing() }}
{{ missing | length }}|{{ missing | default('d') }}|{{ empty | default('d') }}|{{ empty | default('d', true) }}|{{ none | d('x') }}|{{ none | d('x', boolean=true) }}
{{ s + 1 }}
{{ s ~ 1 ~ none ~ 2.0 ~ true ~ missing }}|{{ s * 2 }}|{{ [1] * 2 }}|{{ [1] + [2] }}|{{ (1,) + (2, 3) }}
{{ 1 == 1.0 }}|{{ 1 == true }}|{{ 'a' == "a" }}|{{ [1, 2] == [1, 2.0] }}|{{ {'a': 1} == {'a': 1} }}|{{ none == false }}|{{ missing == none }}|{{ (1, 2) == [1, 2] }}
{{ 1 < 2 }}|{{ 1 < 2 < 3 }}|{{ 3 > 2 > 2 }}|{{ 'a' < 'b' }}|{{ 1 <= 1 != 2 }}|{{ [1, 2] < [1, 3] }}
{{ 1 < 'a' }}
{{ 'a' in 'cat' }}|{{ 'a' not in 'cat' }}|{{ 1 in [1, 2] }}|{{ 'x' in d }}|{{ 1 in (2, 3) }}|{{ 'q' in missing }}|{{ not 1 in [1] }}
{{ 1 in 'abc' }}
{{ 1 in n }}
{{ 'yes' if t else 'no' }}|{{ 'yes' if not t else 'no' }}|{{ 'yes' if none }}|{{ 1 if 0 else 2 if 0 else 3 }}|{{ ('a' if t) ~ 'b' }}
{{ nums[0] }}|{{ nums[-1] }}|{{ nums[9] }}|{{ nums.0 }}|{{ s[0] }}|{{ s[-1] }}|{{ s[99] }}|{{ d.x }}|{{ d['x'] }}|{{ nested.a.b[1] }}|{{ nested['a']['b'][-1] }}
{{ nums[1:] }}|{{ nums[:1] }}|{{ nums[::-1] }}|{{ nums[::2] }}|{{ nums[-2:] }}|{{ s[1:4] }}|{{ s[::-1] }}|{{ s[:-1] }}|{{ s[10:2:-2] }}|{{ nums[5:] }}|{{ (1,2,3)[1:] }}|{{ umlaut[0:2] }}|{{ umlaut[::-1] }}|{{ umlaut | length }}|{{ umlaut[-2] }}
{{ d['items'] }}|{{ d.keys() | list }}|{{ d.values() | list }}
{{ d.items() }}
{{ nested.items() }}|{{ nested.keys() }}|{{ nested.values() | list }}|{% for k, v in nested.items() %}{{ k }}={{ v }};{% endfor %}
{{ nested.get('a') }}|{{ nested.get('q') }}|{{ nested.get('q', 7) }}|{{ nested.get('q') is none }}
{{ nested.update({'z': 1}) }}
{{ nums.append(4) }}
{{ nums.index(2) }}|{{ nums.count(1) }}|{{ (1, 1, 2).count(1) }}|{{ nums.copy() }}
{{ s.upper() }}|{{ s.lower() }}|{{ s.title() }}|{{ 'hELLO wORLD'.capitalize() }}|{{ s.swapcase() }}|{{ s.casefold() }}|{{ "they're bill's".title() }}|{{ 'ß'.upper() }}
{{ spaced.strip() }}|{{ spaced.lstrip() }}|{{ spaced.rstrip() }}|{{ 'xxaxx'.strip('x') }}|{{ 'abcab'.lstrip('ab') }}|{{ 'abcab'.rstrip('ab') }}|{{ ' \n\t\u00a0\u2003x'.strip() }}
{{ s.startswith('He') }}|{{ s.startswith(('x', 'H')) }}|{{ s.endswith('ld') }}|{{ s.startswith('l', 2) }}|{{ s.endswith('lo', 0, 5) }}
{{ s.split(',') }}|{{ 'a  b c'.split() }}|{{ 'a,b,c'.split(',', 1) }}|{{ 'a,b,c'.rsplit(',', 1) }}|{{ 'a\nb\r\nc'.splitlines() }}|{{ ''.split() }}|{{ ''.split(',') }}|{{ 'a,b'.split(',')[-1] }}|{{ ' a b '.split(none, 1) }}|{{ 'a\nb'.splitlines(true) }}
{{ 'a-b-c'.partition('-') }}|{{ 'a-b-c'.rpartition('-') }}|{{ 'abc'.partition('-') }}
{{ s.replace('l', 'L') }}|{{ s.replace('l', 'L', 1) }}|{{ s.replace('', '-') }}|{{ s.find('o') }}|{{ s.rfind('o') }}|{{ s.find('q') }}|{{ s.index('o') }}|{{ s.count('l') }}
{{ s.index('q') }}
{{ ', '.join(words) }}|{{ '-'.join('abc') }}|{{ 'abc'.center(7) }}|{{ 'abc'.center(8, '*') }}|{{ 'abc'.ljust(5, '.') }}|{{ 'abc'.rjust(5) }}|{{ '7'.zfill(3) }}|{{ '-7'.zfill(4) }}
{{ ', '.join(nums) }}
{{ 'abc'.isalpha() }}|{{ '12'.isdigit() }}|{{ 'a1'.isalnum() }}|{{ ' '.isspace() }}|{{ 'AB'.isupper() }}|{{ 'ab'.islower() }}|{{ ''.isalpha() }}|{{ 'Ab Cd'.istitle() }}|{{ '٣'.isdigit() }}|{{ '12'.isnumeric() }}|{{ '12'.isdecimal() }}
{{ 'prefix-x'.removeprefix('prefix-') }}|{{ 'x.py'.removesuffix('.py') }}|{{ 'a\tb'.expandtabs(4) }}
{{ '%s and %d, %.2f, %5s|%-5s|%05d %x %%' | format('a', 3, 2.5, 'r', 'l', 42, 255) }}|{{ '%s' % 'x' }}|{{ '%s-%s' % (1, none) }}|{{ '%r' % 'q' }}
{{ '{} {} {0}' }}|{{ '{} {}'.format(1, 'b') }}|{{ '{0}{1}{0}'.format('a', 'b') }}|{{ '{x}'.format(x=5) }}|{{ '{:.2f}'.format(2.5) }}|{{ '{:>5}|{:<5}|{:^5}|{:05d}|{:,}'.format('a', 'b', 'c', 42, 1234567) }}
{{ s.__class__ }}
{{ s.__class__.__mro__ }}
{{ ''.__class__.mro() }}
{{ s.nosuch }}|{{ s.nosuch is defined }}|{{ nums.nosuch }}
{{ s.nosuch() }}
{{ s | upper }}|{{ s | lower }}|{{ s | title }}|{{ s | capitalize }}|{{ spaced | trim }}|{{ 'xax' | trim('x') }}|{{ s | length }}|{{ s | count }}|{{ s | reverse }}|{{ nums | reverse | list }}
{{ nums | first }}|{{ nums | last }}|{{ [] | first }}|{{ [] | last }}|{{ nums | sum }}|{{ nums | max }}|{{ nums | min }}|{{ people[:2] | sum(attribute='age') }}|{{ nums | sum(start=10) }}|{{ people[:2] | map(attribute='age') | max }}
{{ nums | sort }}|{{ nums | sort(reverse=true) }}|{{ words | sort }}|{{ words | sort(case_sensitive=true) }}|{{ people[:2] | sort(attribute='age') | map(attribute='name') | list }}
{{ nums | join }}|{{ nums | join(', ') }}|{{ people | join('+', attribute='name') }}|{{ words | unique | list }}|{{ ['a', 'A', 'b'] | unique | list }}|{{ [1, 1.0, 2] | unique | list }}
{{ people | map(attribute='name') | list }}|{{ people | map(attribute='age', default=0) | list }}|{{ words | map('upper') | list }}|{{ people | map(attribute='age') | list }}|{{ ['a b', 'c'] | map('replace', ' ', '_') | list }}|{{ [[1, 2], [3]] | map('first') | list }}
{{ people | selectattr('age') | map(attribute='name') | list }}|{{ people | selectattr('name', 'equalto', 'bob') | list }}|{{ people | selectattr('age', 'defined') | list | length }}|{{ people | rejectattr('age', 'defined') | map(attribute='name') | join }}|{{ people | selectattr('name', 'in', ['Ann', 'Cy']) | list | length }}|{{ people[:2] | selectattr('age', '>', 1) | map(attribute='name') | list }}|{{ people[:2] | selectattr('age', 'lt', 2) | list | length }}
{{ nums | select('odd') | list }}|{{ nums | reject('equalto', 1) | list }}|{{ [0, 1, '', 'a', none] | select | list }}|{{ [0, 1, ''] | reject | list }}|{{ nums | select('gt', 1) | list }}|{{ nums | select('in', [1, 2]) | list }}|{{ ['', 'a'] | select('string') | list }}
{{ nums | list }}|{{ 'abc' | list }}|{{ d | list }}|{{ d | length }}|{{ nums | string }}|{{ n | string ~ 'x' }}|{{ '12' | int + 1 }}|{{ 'x' | int }}|{{ 'x' | int(5) }}|{{ '2.7' | int }}|{{ 2.7 | int }}|{{ '1.5' | float }}|{{ 'x' | float }}|{{ '0x1f' | int(0, 16) }}|{{ true | int }}
{{ f | round }}|{{ 3.5 | round }}|{{ 2.675 | round(2) }}|{{ 2.25 | round(1, 'floor') }}|{{ 2.21 | round(1, 'ceil') }}|{{ 42 | round }}|{{ -3 | abs }}|{{ 2.5 | abs }}|{{ 1234 | round(-2) }}
{{ {'b': 1, 'a': 2} | dictsort }}|{{ {'b': 1, 'a': 2} | dictsort(by='value') }}|{{ {'b': 1, 'A': 2} | dictsort(true) }}|{{ {'b': 1, 'a': 2} | dictsort(reverse=true) }}|{{ {'a': 1} | items | list }}|{{ missing | items | list }}
{{ 'a\nb\nc' | indent }}|{{ 'a\nb' | indent(2, true) }}|{{ 'a\n\nb' | indent(2) }}|{{ 'a\n\nb' | indent(2, blank=true) }}|{{ 'a\nb' | indent('> ', first=true) }}
{{ 'one two three four' | wordcount }}|{{ 'abcdefghij' | truncate(6) }}|{{ 'one two three' | truncate(9) }}|{{ 'one two three' | truncate(9, true) }}|{{ 'one two three' | truncate(9, end='~', leeway=0) }}|{{ 'abcd' | center(8) }}|{{ 'one two three' | wordwrap(8) }}
{{ nums | batch(2) | list }}|{{ nums | batch(2, 'x') | list }}|{{ range(7) | slice(3) | list }}|{{ range(7) | slice(3, 'x') | list }}
{{ html | escape }}|{{ html | e }}|{{ html | safe }}|{{ html }}|{{ '<p>a  <b>b</b></p>' | striptags }}|{{ 'a b/c?ü' | urlencode }}|{{ {'a': 1, 'b': 'x y'} | urlencode }}
{{ people | groupby('age', default=0) | map('first') | list }}|{% for age, group in people[:2] | groupby('age') %}{{ age }}:{{ group | map(attribute='name') | join }};{% endfor %}|{% for g in people[:2] | groupby('name') %}{{ g.grouper }}{{ g.list | length }}{% endfor %}
{{ 'x' | attr('nosuch') is defined }}|{{ 1000000 | filesizeformat }}|{{ {'class': 'a', 'id': none} | xmlattr }}
{{ d | tojson }}|{{ nums | tojson }}|{{ html | tojson }}|{{ umlaut | tojson }}|{{ none | tojson }}|{{ t | tojson }}|{{ 1.0 | tojson }}|{{ (1, 'a') | tojson }}|{{ '\x07\u2028\\"/\n' | tojson }}|{{ 1e22 | tojson }}
{{ nested | tojson(indent=2) }}|{{ people | tojson(indent=4) }}|{{ [] | tojson(indent=2) }}|{{ {} | tojson(indent=2) }}|{{ d | tojson(sort_keys=true) }}|{{ umlaut | tojson(ensure_ascii=true) }}|{{ nested | tojson(separators=(',', ':')) }}|{{ {'b': 1, 'a': {'d': 1, 'c': 2}} | tojson(sort_keys=true, indent=1) }}|{{ {1: 2, none: 3} | tojson }}
{{ missing | tojson }}
{{ n is number }}|{{ f is float }}|{{ n is integer }}|{{ t is boolean }}|{{ t is number }}|{{ t is integer }}|{{ s is string }}|{{ d is mapping }}|{{ nums is iterable }}|{{ s is iterable }}|{{ n is iterable }}|{{ nums is sequence }}|{{ d is sequence }}|{{ none is none }}|{{ t is true }}|{{ t is false }}|{{ 1 is true }}|{{ missing is none }}|{{ missing is string }}|{{ missing is iterable }}
{{ n is odd }}|{{ n is even }}|{{ 4 is divisibleby 2 }}|{{ 4 is divisibleby(3) }}|{{ s is lower }}|{{ 'ABC' is upper }}|{{ 1 is sameas 1 }}|{{ n is eq 3 }}|{{ n is equalto 3 }}|{{ n is ne 3 }}|{{ n is gt 2 }}|{{ n is lessthan 2 }}|{{ n is ge(3) }}|{{ 'a' is in 'abc' }}|{{ n is not none }}|{{ n is not defined }}|{{ range is callable }}|{{ s is callable }}|{{ 'upper' is filter }}|{{ 'nosuch' is filter }}|{{ 'odd' is test }}|{{ s is escaped }}
{{ not n is defined }}|{{ n is defined and s is string }}|{{ n is not none and n > 2 }}|{{ n is number == true }}|{{ 1 + 2 is number }}|{{ not (n is odd) }}|{{ n is odd | string }}
{{ [1, 2,] }}|{{ [] }}|{{ {'a': 1, 'b': [1, {'c': none}]} }}|{{ {} }}|{{ (1,) }}|{{ (1, 2) }}|{{ () }}|{{ 'it''s' }}|{{ ["it's", 'a"b', 'both\'"', 'new\nline', 'tab\t', '\\', 'é', '\x01', '\u00a0', '😀'] }}|{{ [1.0, 1e16, 1e-5, true, none, missing] }}|{{ {1: 'a', none: 2} }}
{{ 'a' 'b' }}|{{ "a\tb\\n\x41\u00e9" }}|{{ '\'' }}|{{ "\"" }}|{{ 'a\
b' }}|{{ '\q' }}|{{ '\101' }}
{{ range(3) | list }}|{{ range(1, 7, 2) | list }}|{{ range(3, 0, -1) | list }}|{{ range(3) }}|{{ range(5)[1:3] | list }}|{{ range(0) | length }}|{{ dict(a=1, b=2) }}|{{ dict({'a': 1}, b=2) }}|{{ dict([('x', 1)]) }}|{{ lipsum is defined }}|{{ cycler is defined }}|{{ joiner is defined }}
{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.current }}{{ c.next() }}{% set j = joiner('|') %}{% for i in nums %}{{ j() }}{{ i }}{% endfor %}
{% for i in nums %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }} {% endfor %}
{% for i in nums %}{{ loop.previtem }}<{{ i }}>{{ loop.nextitem }} {% endfor %}|{% for i in [1, 1, 2] %}{{ loop.changed(i) }}{% endfor %}|{% for i in nums %}{{ loop.cycle('a', 'b') }}{% endfor %}
{% for i in nums if i > 1 %}{{ loop.index }}{{ i }}{{ loop.last }};{% else %}none{% endfor %}|{% for i in nums if i > 5 %}{{ i }}{% else %}none{% endfor %}|{% for i in [] %}x{% else %}empty{% endfor %}|{% for i in missing %}x{% else %}undefined{% endfor %}
{% for i in none %}x{% endfor %}
{% for i in n %}x{% endfor %}
{% for k in d %}{{ k }}{% endfor %}|{% for c in 'abc' %}{{ c }}-{% endfor %}|{% for k, v in [(1, 2), [3, 4]] %}{{ k }}{{ v }};{% endfor %}|{% for (a, b), c in [((1, 2), 3)] %}{{ a }}{{ b }}{{ c }}{% endfor %}
{% for a, b in [(1, 2, 3)] %}{{ a }}{% endfor %}
{% for i in nums %}{% if i == 1 %}{% continue %}{% endif %}{{ i }}{% endfor %}|{% for i in nums %}{% if i == 1 %}{% break %}{% endif %}{{ i }}{% endfor %}|{% for i in nums %}{% break %}{% else %}else{% endfor %}
{% for i in nums %}{% for j in nums %}{{ loop.index }}{% endfor %}{{ loop.index }};{% endfor %}|{% for i in nums %}{% set outer = loop %}{% for j in [1, 2] %}{{ outer.index }}{{ loop.index }} {% endfor %}{% endfor %}
{% for item in [{'v': 1, 'c': [{'v': 2, 'c': []}]}] recursive %}{{ item.v }}@{{ loop.depth }}{{ loop.depth0 }}({{ loop(item.c) }}){% endfor %}
{% set x = 1 %}{% for i in nums %}{% set x = x + 1 %}{{ x }}{% endfor %}{{ x }}|{% if t %}{% set x = 9 %}{% endif %}{{ x }}|{% set a, b = 1, 2 %}{{ a }}{{ b }}|{% set l = [1] %}{{ l }}
{% set ns = namespace(x=1, y='a') %}{% for i in nums %}{% set ns.x = ns.x + i %}{% endfor %}{{ ns.x }}{{ ns.y }}{{ ns.z }}|{% set ns.new = 5 %}{{ ns.new }}|{% set other = namespace({'q': 1}, r=2) %}{{ other.q }}{{ other.r }}|{{ ns['x'] }}
{% set n.x = 1 %}
{% set ns = namespace() %}{% set ns._x = 1 %}
{% set b %}a{{ n }}  {% endset %}[{{ b }}]|{% set b | upper | trim %} abc {% endset %}[{{ b }}]
{% macro m(a, b='B', c=none) %}{{ a }}{{ b }}{{ c }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1) }}|{{ m(1, 2) }}|{{ m(1, c=3) }}|{{ m() }}|{{ m(1, 2, 3, 4, z=5) }}|{{ m.name }}{{ m.arguments }}{{ m.catch_varargs }}
{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}
{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, q=2) }}
{% macro m(a, b=a ~ '!') %}{{ b }}{% endmacro %}{{ m('x') }}|{% macro rec(k) %}{{ k }}{% if k > 0 %}{{ rec(k - 1) }}{% endif %}{% endmacro %}{{ rec(3) }}|{{ rec(1) ~ 'x' }}|{{ rec(2) | length }}
{% macro sees() %}{{ n }}{{ inner }}{% endmacro %}{% for inner in [1] %}{{ sees() }}{% endfor %}|{% set late = 5 %}{% macro l() %}{{ late }}{% endmacro %}{{ l() }}{% set late = 6 %}{{ l() }}
{% macro w(x) %}<{{ caller(x) }}>{% endmacro %}{% call(v) w('a') %}{{ v }}{{ n }}{% endcall %}|{% macro q() %}[{{ caller() }}]{% endmacro %}{% call q() %}in{% endcall %}
{% macro q() %}[{{ caller is defined }}]{% endmacro %}{{ q() }}
{% if 0 %}a{% elif n %}b{% else %}c{% endif %}|{% if missing %}a{% else %}b{% endif %}|{% if [] %}a{% elif {} %}b{% elif '' %}c{% elif 0.0 %}d{% else %}e{% endif %}
{% with x = 1, y = n %}{{ x }}{{ y }}{% endwith %}{{ x }}|{% with %}{% set x = 2 %}{{ x }}{% endwith %}{{ x }}|{% filter upper %}a{{ s }}{% endfilter %}|{% filter replace('a', 'b') | upper %}aXa{% endfilter %}
{% raw %}{{ not }} {% rendered %}{% endraw %}|{# comment {{ x }} #}|{% generation %}g{{ n }}{% endgeneration %}
{% do nums %}
{{ raise_exception('Because ' ~ n) }}
{% if t %}{{ raise_exception("no") }}{% endif %}
{% if %}
{% nosuch %}
{{ n | nosuch }}
{{ n is nosuch }}
{{ n
{% for i in nums %}
{{ 'unclosed }}
{{ 1 // 0 }}
{{ 1 % 0 }}
{{ n.x.y }}
{{ none.x }}|{{ none.x is defined }}
{{ none + 1 }}
{{ none | length }}
{{ n | length }}
{{ none | trim }}|{{ n | trim }}|{{ n | upper }}|{{ none | replace('N', 'M') }}|{{ 'aXb' | replace('X', 1) }}|{{ 'aaa' | replace('a', 'b', 2) }}
{{ 1 + 2 ~ 3 + 4 }}
{{ (s | upper) ~ s | lower }}|{{ 'a' ~ 'b' * 2 }}|{{ 2 * 3 ~ 4 }}|{{ not 'a' == 'b' }}|{{ 1 if t else 2 + 5 }}|{{ -2 | abs }}|{{ 2 ** 3 ** 2 }}|{{ 10 - 3 - 2 }}|{{ 1 - -1 }}|{{ n|string|length }}
{{ s.split(', ')[0].lower()[::-1] }}|{{ ('a', 'b')[0] }}|{{ [1, 2][0] }}|{{ {'a': {'b': 2}}.a.b }}|{{ {'a': 1}['a'] }}|{{ 'abc'[1] }}|{{ (nums | sort)[0] }}|{{ nums | sort | first + 1 }}
{{ m is defined }}{% macro m() %}{% endmacro %}{{ m is defined }}|{{ loop is defined }}|{{ namespace is defined }}|{{ strftime_now is defined }}
{{ words | map('lower') | sort | join(' ') | title }}|{{ nums | map('string') | join }}|{{ people | map(attribute='name') | map('length') | sum }}|{{ people | map('tojson') | join('; ') }}
{{ people | last | attr('name') }}|{{ people | selectattr('age', 'none') | list }}|{{ people[0] | items | list }}|{{ people[0] | dictsort | first | last }}
{{ nums | map('multiply', 2) | list }}
{{ nums.sort() }}
{{ 'line1\nline2'.split('\n') | map('trim') | select | join('\n') }}|{{ 'k: v'.split(':', 1) | map('trim') | list }}
{{ s[0] == 'H' and s[-1] in 'xyzd' }}|{{ s.split()[1:] | join }}|{{ [s, spaced] | map('trim') | map('upper') | list }}|{{ (n, s)[1] }}|{{ [n, f] | sum }}|{{ [f, n] | max }}
{{ 3 | min }}
{{ [] | max }}|{{ [] | min is defined }}
{{ ['b', 'A'] | min }}|{{ ['b', 'A'] | max }}|{{ ['b', 'A'] | max(case_sensitive=true) }}|{{ people[:2] | max(attribute='age') }}
{{ loop }}
{{ loop.index }}
{{ true + 1 }}|{{ true ~ '' }}|{{ 5.0 // 2 }}|{{ 1 == 1 == true }}|{{ nums == [3, 1, 2] }}
"""
BLANKS = [
    "a\n  {% if t %}\n  b\n  {% endif %}\nc\n", "a\n  {%- if t %}\n  b\n  {%- endif %}\nc", "a  {% if t -%}  \n b {%- endif %}  c",
    "{% if t %}\n\nb{% endif %}\n\n", "  {{ n }}  \n  {{ n }}\n", "a {{- n -}} b", "a\n\n{{- n -}}\n\nb", "a\n  {# c #}\n  b\n", "a\n  {#- c -#}\n  b",
    "  {%+ if t %}x{% endif %}", "a  {%+ if t +%}\nx{% endif %}", "{% for i in nums %}\n  {{ i }}\n{% endfor %}\n", "{% for i in nums -%}\n  {{ i }}\n{%- endfor %}\n\n",
    "{% raw %}\n  {{ x }}\n{% endraw %}\nb", "a{% raw -%}  x  {%- endraw %}b", "x {% set a = 1 %} y", "x\n\t {% set a = 1 %}\ny", "a\r\nb\r{{ n }}\r\n", "{{ '{%' }}{{ \"}}\" }}", "\n{{ n }}\n\n",
    "a {%- raw %} b {% endraw -%} c", "{% if t %}a{% endif %}{{ n }}\nb", "{{ n }}{# x #}\nb", "\u00a0 {% if t %}\u00a0{%- endif %}x", "a{#b", "a #} b }} c %}", "{%- set x = 1 -%}\n  \n{{ x }}",
]


def result(source, **values):
    try:
        return {"text": compiled(source).render(**values)}
    except Exception as e:
        return {"error": type(e).__name__ + ": " + str(e)}


def templates():
    rows = []
    for file in sorted(FOLDER.glob("*.jinja")):
        source = file.read_bytes().decode("utf-8")
        for name, given in CONVERSATIONS.items():
            for prompt in (False, True):
                values = {"tools": None, "documents": None, **given}
                rows.append({"template": file.stem, "conversation": name, "add_generation_prompt": prompt,
                             **result(source, bos_token="<s>", eos_token="</s>", add_generation_prompt=prompt, **values)})
    return rows


def main():
    joined = SNIPPETS.strip("\n").replace("\\\n", "\\\0").split("\n")
    lines = [line.replace("\0", "\n") for line in joined]
    sources = lines + BLANKS
    # A feature a test: what stands between bars at the top level is tried alone too.
    alone = [part for line in lines for part in line.split("}}|{{")]
    alone = [("" if p.lstrip().startswith(("{{", "{%")) else "{{") + p + ("" if p.rstrip().endswith(("}}", "%}")) else "}}") for p in alone]
    sources += [a for a in dict.fromkeys(alone) if a not in sources and "|{%" not in a and "%}|" not in a]
    dump = lambda x, **more: json.dumps(x, ensure_ascii=False, **more)
    rows = [{"source": s, **result(s, **VALUES)} for s in sources]
    rows = [row for row in rows if " at 0x" not in row.get("text", "")]
    text = '{"values": ' + dump(VALUES) + ',\n"snippets": [\n' + ",\n".join(map(dump, rows)) + "\n]}\n"
    (FOLDER / "snippets.json").write_text(text, encoding="utf-8")
    rows = templates()
    text = '{"conversations": ' + dump(CONVERSATIONS) + ',\n"renderings": [\n' + ",\n".join(map(dump, rows)) + "\n]}\n"
    (FOLDER / "renderings.json").write_text(text, encoding="utf-8")


main()
