"""What reading an attachment costs: processor time and memory of the process that does it. `python -m bench.attachments`"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.config.settings.test")
django.setup()

from search.attachments.reading import ROOT, START, limits  # noqa: E402 -- needs the settings
from tests.search.attachments import files  # noqa: E402

SENTENCE = "Die Volkshochschule betreut die Kinder, während die Eltern im Kurs sitzen. "


def varied(page: int) -> str:
    return "".join(f"Satz {page}.{number}: {SENTENCE}" for number in range(30))


@dataclass(frozen=True)
class Cost:
    seconds: float
    megabytes: float
    answer: str


def samples() -> Iterator[tuple[str, bytes]]:
    yield "nothing to read", b""
    for pages in (1, 20, 200):
        yield f"PDF, {pages} pages", files.pdf(*(varied(number) for number in range(pages)))
    for pages in (20, 200):
        broken = (files.word_paragraph(varied(number), "|") for number in range(pages))
        yield f"Word, {pages} pages", files.docx("".join(broken))
        text = "".join(f"<text:p>{varied(number)}<text:soft-page-break/></text:p>" for number in range(pages))
        yield f"OpenDocument, {pages} pages", files.odt(text)
    yield "PDF, 5,000 pages", files.long_pdf(range(5_000))
    yield "zip bomb, 300 MB", files.zip_bomb(300)
    yield "billion laughs", files.billion_laughs()


def cost(content: bytes) -> Cost:
    """The process says itself how much memory it had: what the system counts includes ours, from before it began."""
    program = f"own = open('/proc/self/status'); {START}; sys.stderr.write(own.read())"
    command = [sys.executable, "-I", "-B", "-c", program, str(ROOT), json.dumps(asdict(limits()))]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    kilobytes = next(int(line.split()[1]) for line in done.stderr.decode().splitlines() if line.startswith("VmHWM"))
    answer = json.loads(done.stdout)
    said = answer.get("refused") or f"{len(answer['pages'])} pages{', cut' if answer['is_cut'] else ''}"
    return Cost(seconds, kilobytes / 1024, said)


def main() -> None:
    print(f"{'file':24} {'size':>9} {'CPU':>8} {'memory':>8}  answer")
    for name, content in samples():
        used = cost(content)
        print(f"{name:24} {len(content) / 1024:6.0f} KB {used.seconds:6.2f} s {used.megabytes:5.0f} MB  {used.answer}")


if __name__ == "__main__":
    main()
