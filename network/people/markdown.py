"""Members write Markdown; this is the only way it becomes HTML."""

import re
from collections.abc import Callable, Iterator, Mapping

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"scope"}}
SCHEMES = {"http", "https", "mailto", "tel"}

# A page has its h1, a section its h2: what a member writes as "# …" stands below both.
DEMOTED_BY = 2
BARE_ADDRESS = re.compile(r"(https?://[^\s<>()\"']+[^\s<>()\"'.,;:!?])")


class _Renderer(RendererHTML):
    def heading_open(self, tokens: list[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<{_demoted(tokens[idx].tag)}>"

    def heading_close(self, tokens: list[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"</{_demoted(tokens[idx].tag)}>\n"


def _demoted(tag: str) -> str:
    return f"h{min(int(tag[1]) + DEMOTED_BY, 6)}"


def _link_bare_addresses(state: StateCore) -> None:
    """https://… in running text becomes a link; in code and in a link's text it stays what it is."""
    for block in state.tokens:
        if block.type == "inline" and block.children and "://" in block.content:
            block.children = list(_with_links(block.children, BARE_ADDRESS, str))


def _link_phrases(state: StateCore) -> None:
    """What the caller knows an address of, such as a person who is named, becomes a link where it stands in the text."""
    links: Mapping[str, str] = state.env.get("links", {})
    if not links:
        return
    longest_first = sorted(links, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)({'|'.join(re.escape(phrase) for phrase in longest_first)})(?!\w)")
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = list(_with_links(block.children, pattern, links.__getitem__))


def _with_links(tokens: list[Token], pattern: re.Pattern[str], address_of: Callable[[str], str]) -> Iterator[Token]:
    open_links = 0
    for token in tokens:
        open_links += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type != "text" or open_links:
            yield token
            continue
        for number, part in enumerate(pattern.split(token.content)):
            text = Token("text", "", 0, content=part)
            if number % 2:
                yield Token("link_open", "a", 1, attrs={"href": address_of(part)})
                yield text
                yield Token("link_close", "a", -1)
            elif part:
                yield text


_markdown = MarkdownIt("js-default", {"breaks": True}, renderer_cls=_Renderer).disable("image")
_markdown.core.ruler.push("bare_addresses", _link_bare_addresses)
_markdown.core.ruler.push("phrases", _link_phrases)


def render_markdown(text: str, links: Mapping[str, str] | None = None) -> SafeString:
    """Safe HTML: no raw HTML, no images, no script, links not followed by search engines. `links`: phrase → address."""
    html = _markdown.render(text, {"links": links or {}})
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="nofollow noopener")
    return mark_safe(clean)
