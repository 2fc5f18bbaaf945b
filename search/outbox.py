"""The list of what has changed since it was indexed."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef

from network.realtime.periodic import wake_up
from search.models import OutboxEntry

MOST_HIDDEN = 5_000
"""More than that is a rebuild under way; the check against the rows then does the rest."""


def record(keys: Iterable[str], operation: str = OutboxEntry.Operation.UPDATE) -> None:
    """Call it inside the transaction that changes the rows: both are committed, or neither."""
    entries = [OutboxEntry(key=key, operation=operation) for key in dict.fromkeys(keys)]
    if entries:
        OutboxEntry.objects.bulk_create(entries, batch_size=1_000)
        transaction.on_commit(wake_up.set)


def request_rebuild() -> None:
    if not OutboxEntry.objects.filter(operation=OutboxEntry.Operation.REBUILD).exists():
        record(["*"], OutboxEntry.Operation.REBUILD)


def hidden_keys() -> tuple[str, ...]:
    """What must not be found although the index may still hold it."""
    entries = OutboxEntry.objects.filter(operation=OutboxEntry.Operation.REMOVE)
    came_back = OutboxEntry.objects.filter(
        key=OuterRef("key"), pk__gt=OuterRef("pk"), operation=OutboxEntry.Operation.UPDATE
    )
    return tuple(entries.exclude(Exists(came_back)).values_list("key", flat=True)[:MOST_HIDDEN])
