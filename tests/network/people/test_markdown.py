from html.parser import HTMLParser

import pytest

from network.people.markdown import render_markdown

REL = 'rel="nofollow noopener"'


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.urls = set(), set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.urls += [value for name, value in attrs if name in {"href", "src"}]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**fett** und *schräg*", "<p><strong>fett</strong> und <em>schräg</em></p>\n"),
        ("eine\nZeile", "<p>eine<br>\nZeile</p>\n"),
        ("# Titel", "<h3>Titel</h3>\n"),
        ("###### klein", "<h6>klein</h6>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. c", '<ol start="3">\n<li>c</li>\n</ol>\n'),
        ("[Seite](/de/ideen/)", f'<p><a href="/de/ideen/" {REL}>Seite</a></p>\n'),
        ("Siehe https://a.example/b?c=1.", f'<p>Siehe <a href="https://a.example/b?c=1" {REL}>https://a.example/b?c=1</a>.</p>\n'),
        ("`https://a.example`", "<p><code>https://a.example</code></p>\n"),
        ("[https://a.example](https://b.example)", f'<p><a href="https://b.example" {REL}>https://a.example</a></p>\n'),
        ("![Bild](https://a.example/b.png)", f'<p>!<a href="https://a.example/b.png" {REL}>Bild</a></p>\n'),
        ("", ""),
    ],
)  # fmt: skip
def test_render_markdown_gives_what_members_mean(text, html):
    assert render_markdown(text) == html


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<iframe src=javascript:alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&colon;alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox)",
        "<javascript:alert(1)>",
        '[x](https://a.example "onmouseover=alert(1)")',
        '[x](https://a.example"onmouseover=alert(1))',
        'https://a.example/"onmouseover=alert(1)',
        '![x](x"onerror=alert(1))',
        "<a href='javascript:alert(1)' style='position:fixed'>x</a>",
        "```<script>\nalert(1)\n```",
        "<!--<img src=x onerror=alert(1)>-->",
        "<math><mi xlink:href='javascript:alert(1)'>",
        "|a|\n|:-:|\n|<b onclick=alert(1)>|",
        "\x00<script>",
    ],
)  # fmt: skip
def test_render_markdown_lets_no_script_through(payload):
    parser = _Tags()
    parser.feed(render_markdown(payload))

    assert parser.tags <= {"p", "a", "br", "pre", "code", "table", "thead", "tbody", "tr", "th", "td"}
    assert parser.attributes <= {"href", "rel", "title", "scope"}
    assert {url.split(":")[0] for url in parser.urls if ":" in url} <= {"https"}


def test_render_markdown_survives_deep_nesting_and_length():
    deep = render_markdown("> " * 5_000 + "tief")
    long = render_markdown("[" * 20_000)

    assert deep.startswith("<blockquote>")
    assert long == f"<p>{'[' * 20_000}</p>\n"
