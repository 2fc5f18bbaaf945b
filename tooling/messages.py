"""Keeps and compiles the German catalogue without the gettext programs.

`update` brings locale/de/LC_MESSAGES/django.po in line with what the code says: new texts come in without German and
are reported, texts that nobody asks for go; `compile` writes the .mo file that Django reads.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

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


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def is_translated(entry: polib.POEntry) -> bool:
    return bool(entry.msgstr) or (bool(entry.msgstr_plural) and all(entry.msgstr_plural.values()))


def read() -> polib.POFile:
    return polib.pofile(str(GERMAN), wrapwidth=120)


def sources() -> Iterator[Path]:
    for package in ("network", "cms", "search", "templates"):
        for suffix in ("*.py", "*.html", "*.txt", "*.svg", "*.xml"):
            for path in sorted((ROOT / package).rglob(suffix)):
                if "migrations" not in path.parts:
                    yield path


def messages_of_call(node: ast.Call) -> Iterator[Key]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if name in GETTEXT and texts:
        yield None, texts[0]
    elif name in WITH_CONTEXT and len(texts) > 1:
        yield texts[0], texts[1]


def calls_in(code: str) -> Iterator[str]:
    for call in TEMPLATE_CALL.finditer(code):
        literals, end = [], call.end()
        while literal := LITERAL.match(code, end):
            literals.append(literal[1])
            end = literal.end()
        if literals:
            yield f"{call[1]}({', '.join(literals)})"


def messages_of(path: Path) -> Iterator[Key]:
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


def messages_of_code() -> dict[Key, Path]:
    """Every text that the code asks to have translated, and the first file that does."""
    found: dict[Key, Path] = {}
    for path in sources():
        for message in messages_of(path):
            if message[1].strip():
                found.setdefault(message, path.relative_to(ROOT))
    return found


def untranslated(catalogue: polib.POFile, asked: dict[Key, Path]) -> list[str]:
    have = {key_of(entry) for entry in catalogue if is_translated(entry)}
    return [f"no German: {path}: {key[1]!r}" for key, path in asked.items() if key not in have]


def update() -> int:
    catalogue, asked = read(), messages_of_code()
    kept = [entry for entry in catalogue if key_of(entry) in asked]
    dropped = len(catalogue) - len(kept)
    known = {key_of(entry) for entry in kept}
    kept += [polib.POEntry(msgctxt=key[0], msgid=key[1]) for key in asked if key not in known]
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
