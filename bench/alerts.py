"""What it costs to compare a burst of new documents with many saved searches, against one question of the page.

`python -m bench.alerts`; with vectors where the encoder is installed.
"""

import os
import tempfile
import time
from dataclasses import replace

import django

FOLDER = tempfile.TemporaryDirectory(prefix="lernnetz-bench-")
os.environ["LERNNETZ_VAR"] = FOLDER.name
os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER.name}/db.sqlite3"
os.environ["SEARCH_URL"] = f"embedded://{FOLDER.name}/search"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

from django.conf import settings  # noqa: E402 -- needs the settings
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench import corpus  # noqa: E402
from network.people.models import User  # noqa: E402
from search import vectors  # noqa: E402
from search.alerts.matching import match_some  # noqa: E402
from search.alerts.models import Arrival, NewHit  # noqa: E402
from search.engines import get_engine  # noqa: E402
from search.saved.models import Frequency, SavedSearch  # noqa: E402
from search.searching import SearchRequest, search  # noqa: E402

DOCUMENTS = 10_000
SEARCHES = 1_000
OWNERS = 50
NEW = 20
ROUNDS = 30


def prepare() -> None:
    call_command("migrate", verbosity=0)
    made = list(corpus.documents(DOCUMENTS))
    get_engine().rebuild([made[start : start + 500] for start in range(0, DOCUMENTS, 500)])
    owners = [User.objects.create(email=f"person{number}@lernnetz.example") for number in range(OWNERS)]
    asked = corpus.queries()
    before = timezone.now()
    SavedSearch.objects.bulk_create(
        SavedSearch(
            owner=owners[number % OWNERS],
            name=f"Search {number}",
            text=asked[number % len(asked)],
            sort="relevance",
            fingerprint=str(number),
            frequency=Frequency.AT_ONCE,
            news_since=before,
        )
        for number in range(SEARCHES)
    )
    # As new documents say it: they are those of the index, only younger than all searches.
    new = made[:NEW]
    if settings.SEARCH_VECTORS:
        vectors.expect(new)
        while vectors.embed_pending():
            pass
    Arrival.objects.bulk_create(Arrival(key=each.id, born_at=timezone.now()) for each in new)


def cost_of_a_question() -> float:
    """Of what the page asks, with all facets and by meaning; marking its hits is not in it, since these have no rows."""
    asked = [SearchRequest(text) for text in corpus.queries()[:ROUNDS]]
    search(replace(asked[0], text="Kurs"), None)
    began = time.process_time()
    for request in asked:
        search(request, None)
    return (time.process_time() - began) / ROUNDS


def main() -> None:
    prepare()
    question = cost_of_a_question()
    began, slices = time.process_time(), []
    more = True
    while more:
        start = time.process_time()
        more = match_some()
        slices.append(time.process_time() - start)
    burst = time.process_time() - began
    print(f"one question of the page: {1000 * question:.1f} ms of CPU")
    print(
        f"{SEARCHES} saved searches against {NEW} new documents: {burst:.2f} s, {burst / question:.0f} questions, "
        f"{1000 * burst / SEARCHES:.2f} ms a search; longest slice {1000 * max(slices):.0f} ms; "
        f"{NewHit.objects.count()} hits"
    )


if __name__ == "__main__":
    with FOLDER:
        main()
