"""Counts searches without good results. The page never waits for it: a thread of its own writes, a few seconds later."""

import atexit
import hashlib
import logging
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db import close_old_connections, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.http import HttpRequest
from django.utils import timezone

from network.people.rate_limit import identity_of
from search.saved.models import question_key
from search.searching import SearchRequest
from search.vain.models import LONGEST_TEXT, VainSearch
from search.vain.personal import looks_personal

logger = logging.getLogger(__name__)

SHORTEST_KEY = 3
SAME_ASKER_SECONDS = 1800
"""Whoever repeats a question within half an hour has asked it once."""
MOST_KEPT = 1_000
"""In memory, between two writings; more in a few seconds is nobody's question."""
PROGRAM = re.compile(r"bot|crawl|spider|slurp|preview|curl|wget|python|headless", re.IGNORECASE)


@dataclass
class Tally:
    text: str
    count: int
    best_total: int


class Counter:
    """What one process has seen since it last wrote."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tallies: dict[tuple[str, str], Tally] = {}
        self._timer: threading.Timer | None = None

    def add(self, key: str, text: str, language: str, total: int) -> None:
        with self._lock:
            known = self._tallies.get((key, language))
            if known:
                known.count += 1
                known.best_total = max(known.best_total, total)
            elif len(self._tallies) < MOST_KEPT:
                self._tallies[key, language] = Tally(text, 1, total)
            self._start()

    def _start(self) -> None:
        seconds = settings.SEARCH_COUNT_SECONDS
        if seconds and self._timer is None:
            self._timer = threading.Timer(seconds, self.run)
            self._timer.daemon = True
            self._timer.start()

    def run(self) -> None:
        try:
            self.write()
        except Exception:
            logger.warning("searches without good results could not be counted", exc_info=True)
        finally:
            close_old_connections()

    def write(self) -> None:
        with self._lock:
            tallies, self._tallies, self._timer = self._tallies, {}, None
        if tallies:
            _store(tallies)


counter = Counter()


@atexit.register
def _write_the_rest() -> None:
    if settings.SEARCH_COUNT_SECONDS:
        counter.run()


def note(asked: SearchRequest, total: int, request: HttpRequest) -> None:
    """Call it for a search whose results were poor. Filters may be why nothing was found, so only free searches count."""
    key = question_key(asked.text)
    if asked.filters or asked.page > 1 or len(key) < SHORTEST_KEY or len(asked.text) > LONGEST_TEXT:
        return
    if looks_personal(asked.text) or _is_program(request) or _has_just_asked(request, key):
        return
    counter.add(key, asked.text.casefold(), asked.language, total)


def _is_program(request: HttpRequest) -> bool:
    agent = request.headers.get("User-Agent", "")
    return bool(PROGRAM.search(agent)) or request.headers.get("Sec-Purpose", "").startswith("prefetch")


def _has_just_asked(request: HttpRequest, key: str) -> bool:
    """Remembered in the cache as a hash that names neither asker nor question, for half an hour."""
    content = f"{settings.SECRET_KEY}\n{identity_of(request)}\n{key}".encode()
    try:
        return not cache.add(f"asked:{hashlib.blake2b(content, digest_size=16).hexdigest()}", 1, SAME_ASKER_SECONDS)
    except Exception:  # whatever the cache's client raises
        logger.warning("the cache does not answer", exc_info=True)
        return False


def _store(tallies: Mapping[tuple[str, str], Tally]) -> None:
    today = timezone.localdate()
    with transaction.atomic():
        VainSearch.objects.bulk_create(
            [
                VainSearch(
                    question_key=key, language=language, text=tally.text[:LONGEST_TEXT], first_on=today, last_on=today
                )
                for (key, language), tally in tallies.items()
            ],
            ignore_conflicts=True,
        )
        for (key, language), tally in tallies.items():
            known = VainSearch.objects.filter(question_key=key, language=language)
            known.update(
                count=F("count") + tally.count,
                last_on=today,
                best_total=Greatest(F("best_total"), tally.best_total),
            )


def forget_old() -> int:
    return VainSearch.objects.forgotten().delete()[0]
