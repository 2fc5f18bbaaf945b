"""Gathers, merges and compiles the German catalogue without the gettext programs.

`merge` takes the builders' catalogues of locale/src into locale/de/LC_MESSAGES/django.po, and reports what the code
says that has no German yet; `compile` writes the .mo files that Django reads.
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


def merged() -> tuple[polib.POFile, list[str]]:
    """The catalogue with every source folded in, and the strings that two sources translate differently."""
    catalogue = polib.pofile(str(GERMAN)) if GERMAN.exists() else polib.POFile(wrapwidth=120)
    catalogue.metadata = METADATA
    known = {key_of(entry): entry for entry in catalogue}
    conflicts = []
    for path in sorted((LOCALE / "src").glob("*.de.po")):
        for entry in polib.pofile(str(path)):
            if entry.obsolete or not is_translated(entry):
                continue
            present = known.get(key_of(entry))
            if present is None:
                known[key_of(entry)] = entry
                catalogue.append(entry)
            elif (present.msgstr, present.msgstr_plural) != (entry.msgstr, entry.msgstr_plural):
                conflicts.append(f"{path.name}: {entry.msgid!r} is {present.msgstr!r} elsewhere, {entry.msgstr!r} here")
    return catalogue, conflicts


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


def untranslated(catalogue: polib.POFile) -> list[tuple[Path, str]]:
    have = {key_of(entry) for entry in catalogue if is_translated(entry)}
    lacking: dict[Key, Path] = {}
    for path in sources():
        for message in messages_of(path):
            if message[1].strip() and message not in have:
                lacking.setdefault(message, path)
    return [(path.relative_to(ROOT), message[1]) for message, path in lacking.items()]


def merge() -> int:
    catalogue, conflicts = merged()
    catalogue.sort(key=lambda entry: (entry.msgid.lower(), entry.msgctxt or ""))
    for entry in catalogue:
        entry.occurrences = []
    GERMAN.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(GERMAN))
    for line in conflicts:
        print(f"two translations: {line}", file=sys.stderr)
    lacking = untranslated(catalogue)
    for path, text in lacking:
        print(f"no German yet: {path}: {text!r}", file=sys.stderr)
    print(f"{len(catalogue)} messages, {len(lacking)} without German, {len(conflicts)} translated in two ways")
    return 0


def check() -> int:
    catalogue, conflicts = merged()
    complaints = [f"no German: {path}: {text!r}" for path, text in untranslated(catalogue)]
    complaints += [f"two translations: {line}" for line in conflicts]
    print("\n".join(complaints), end="\n" if complaints else "", file=sys.stderr)
    return 1 if complaints else 0


def compile_all() -> int:
    catalogue, _ = merged()
    GERMAN.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save_as_mofile(str(GERMAN.with_suffix(".mo")))
    return 0


if __name__ == "__main__":
    sys.exit({"merge": merge, "check": check, "compile": compile_all}[sys.argv[1]]())
