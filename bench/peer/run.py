"""Wagtail's search on the database of DATABASE_URL: any of the words, one facet, twenty rows read."""

import sys
import time

import django
from django.core.management import call_command

BATCH = 1000
HITS = 20


def main(number: int) -> None:
    from wagtail.search.backends import get_search_backend

    from bench import corpus, timing
    from bench.peer.models import PeerDocument

    call_command("migrate", run_syncdb=True, verbosity=0)
    rows = (
        PeerDocument(title=each.title, body="\n".join(each.passages), topic=each.facets["topic"][0])
        for each in corpus.documents(number)
    )
    PeerDocument.objects.bulk_create(rows, batch_size=BATCH)
    backend = get_search_backend()
    index = backend.get_index_for_model(PeerDocument)
    rebuilder = backend.rebuilder_class(index)
    began = time.perf_counter()
    rebuilder.start()
    for start in range(0, number, BATCH):
        index.add_items(PeerDocument, list(PeerDocument.objects.order_by("pk")[start : start + BATCH]))
    rebuilder.finish()
    rate = number / (time.perf_counter() - began)

    def ask(text: str) -> None:
        found = backend.search(text, PeerDocument, operator="or")
        list(found[:HITS])
        found.facet("topic")

    timing.report(timing.run(ask, corpus.queries()) | {"documents_a_second": rate})


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
