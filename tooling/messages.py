"""Keeps and compiles the German catalogue without the gettext programs.

`update` brings locale/de/LC_MESSAGES/django.po in line with what the code says: new texts come in without German and
are reported, texts that nobody asks for go; `compile` writes the .mo file that Django reads.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "locale"
GERMAN = LOCALE / "de" / "LC_MESSAGES" / "django.po"
METADATA = {
    "Project-Id-Version": "Lernnetz",
    "Language": "de",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
TEMPLATE_CALL = re.compile(r"""\b(n?p?gettext|_)\(""")
LITERAL = re.compile(r"""\s*u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*(,|\))""", re.DOTALL)

Key = tuple[str | None, str]


class Message(NamedTuple):
    """A text of the code; `plural` is empty where there is one form."""

    key: Key
    plural: str


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def is_translated(entry: polib.POEntry, plural: str) -> bool:
    """Both forms where the code asks for two; Django finds them only under the same plural."""
    if plural:
        return entry.msgid_plural == plural and bool(entry.msgstr_plural) and all(entry.msgstr_plural.values())
    return bool(entry.msgstr) or (bool(entry.msgstr_plural) and all(entry.msgstr_plural.values()))


def read() -> polib.POFile:
    return polib.pofile(str(GERMAN), wrapwidth=120)


def sources() -> Iterator[Path]:
    for package in ("network", "cms", "search", "templates"):
        for suffix in ("*.py", "*.html", "*.txt", "*.svg", "*.xml"):
            for path in sorted((ROOT / package).rglob(suffix)):
                if "migrations" not in path.parts:
                    yield path


def messages_of_call(node: ast.Call) -> Iterator[Message]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    context = texts.pop(0) if name in WITH_CONTEXT and texts else None
    if texts and name in GETTEXT | WITH_CONTEXT:
        plural = texts[1] if name.startswith("n") and len(texts) > 1 else ""
        yield Message((context, texts[0]), plural)


def calls_in(code: str) -> Iterator[str]:
    for call in TEMPLATE_CALL.finditer(code):
        literals, end = [], call.end()
        while literal := LITERAL.match(code, end):
            literals.append(literal[1])
            end = literal.end()
        if literals:
            yield f"{call[1]}({', '.join(literals)})"


def messages_of(path: Path) -> Iterator[Message]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        trees = [ast.parse(text)]
    else:
        # Texts with placeholders hold brackets of their own, so the call is read string by string.
        trees = [ast.parse(call) for call in calls_in(templatize(text, origin=str(path)))]
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from messages_of_call(node)


def messages_of_code() -> dict[Key, tuple[Message, Path]]:
    """Every text that the code asks to have translated, and the first file that does; two forms win over one."""
    found: dict[Key, tuple[Message, Path]] = {}
    for path in sources():
        for message in messages_of(path):
            known = found.get(message.key)
            if message.key[1].strip() and (known is None or (message.plural and not known[0].plural)):
                found[message.key] = message, path.relative_to(ROOT)
    return found


def untranslated(catalogue: polib.POFile, asked: dict[Key, tuple[Message, Path]]) -> list[str]:
    have = {key_of(entry): entry for entry in catalogue}
    return [
        f"no German: {path}: {key[1]!r}"
        for key, (message, path) in asked.items()
        if key not in have or not is_translated(have[key], message.plural)
    ]


def update() -> int:
    catalogue, asked = read(), messages_of_code()
    kept = [entry for entry in catalogue if key_of(entry) in asked]
    dropped = len(catalogue) - len(kept)
    known = {key_of(entry) for entry in kept}
    kept += [polib.POEntry(msgctxt=key[0], msgid=key[1]) for key in asked if key not in known]
    for entry in kept:
        if plural := asked[key_of(entry)][0].plural:
            entry.msgid_plural = plural
            entry.msgstr_plural = entry.msgstr_plural or {0: "", 1: ""}
            entry.msgstr = ""
    updated = polib.POFile(wrapwidth=120)
    updated.metadata = METADATA
    updated.extend(sorted(kept, key=lambda entry: (entry.msgid.lower(), entry.msgctxt or "")))
    updated.save(str(GERMAN))
    lacking = untranslated(updated, asked)
    print("\n".join(lacking), end="\n" if lacking else "", file=sys.stderr)
    print(f"{len(updated)} messages, {len(lacking)} without German, {dropped} dropped")
    return 0


def check() -> int:
    lacking = untranslated(read(), messages_of_code())
    print("\n".join(lacking), end="\n" if lacking else "", file=sys.stderr)
    return 1 if lacking else 0


def compile_all() -> int:
    read().save_as_mofile(str(GERMAN.with_suffix(".mo")))
    return 0


if __name__ == "__main__":
    sys.exit({"update": update, "check": check, "compile": compile_all}[sys.argv[1]]())
