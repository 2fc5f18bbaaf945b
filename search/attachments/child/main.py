"""Reads one file in a process of its own that can do little else.

The file is standard input, the answer goes to standard output as JSON. Before the first byte is looked at, the process
limits its processor time, memory and output, and gives up opening anything: no file, no socket, no process.
"""

import codecs
import json
import resource
import sys

from search.attachments.child.answer import Limits, RefusedError
from search.attachments.child.office import read_office
from search.attachments.child.pdf import read_pdf

PDF_WITHIN = 1024
"""Readers forgive what stands before the header, as long as it begins here."""
ANSWER_BYTES = 200_000
BYTES_A_CHARACTER = 6


def lock(limits: Limits) -> None:
    # Codecs are files too, and archives may need these.
    for codec in ("cp437", "iso-8859-1", "utf-16", "utf-16-le", "utf-16-be", "utf-8"):
        codecs.lookup(codec)
    output = ANSWER_BYTES + BYTES_A_CHARACTER * limits.characters
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, output),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 3),
    ):
        resource.setrlimit(what, (most, most))


def answer(content: bytes, limits: Limits) -> dict[str, object]:
    if len(content) > limits.file_bytes:
        return {"refused": "size"}
    try:
        is_pdf = b"%PDF-" in content[:PDF_WITHIN]
        pages, page_count = read_pdf(content, limits) if is_pdf else read_office(content, limits)
    except RefusedError as refused:
        return {"refused": str(refused)}
    except MemoryError:
        return {"refused": "memory"}
    except RecursionError:
        return {"refused": "hostile"}
    return {"pages": pages.found, "page_count": page_count, "is_cut": pages.is_cut}


def main() -> None:
    limits = Limits(**json.loads(sys.argv[-1]))
    lock(limits)
    json.dump(answer(sys.stdin.buffer.read(limits.file_bytes + 1), limits), sys.stdout)
