"""What `/readyz` asks of the search: does the index answer, how, and does the worker keep up with what changes?"""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from network.realtime.health import register_probe
from search.engines import get_engine
from search.models import OutboxEntry
from search.vectors import has_encoder

# A change is found within a second; a minute without one being worked off means that no worker runs.
LONGEST_WAIT = timedelta(seconds=60)


def ask_search() -> None:
    if not get_engine().is_ready():
        raise LookupError("the index is not ready")


def ask_meaning() -> str:
    """Where the vectors are that search by meaning asks; without any, questions are answered by words."""
    if not settings.SEARCH_VECTORS or not has_encoder():
        return "by words only"
    return "by the k-NN of the search server" if get_engine().knn() else "by vectors beside the database"


def ask_outbox() -> None:
    oldest = OutboxEntry.objects.order_by("pk").values_list("created_at", flat=True).first()
    if oldest and timezone.now() - oldest > LONGEST_WAIT:
        raise TimeoutError(f"the oldest change has waited since {oldest:%Y-%m-%d %H:%M:%S} to be indexed")


def register() -> None:
    register_probe("search", ask_search)
    register_probe("meaning", ask_meaning)
    register_probe("outbox", ask_outbox)
