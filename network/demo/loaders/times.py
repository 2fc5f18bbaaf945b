"""The demo has times of its own, the same at every load."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

NAMESPACE = UUID("6f2c1d0a-5a0e-4f0b-9d53-3a1f7a1c2018")
BERLIN = ZoneInfo("Europe/Berlin")
FIRST_DAY = datetime(2026, 3, 2, 9, 30, tzinfo=BERLIN)
LAST_DAY = datetime(2026, 11, 20, 15, 10, tzinfo=BERLIN)


def moment(text: str) -> datetime:
    """ "2026-11-20 12:05", Berlin time."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def scattered(keys: list[str]) -> dict[str, datetime]:
    """Spread over the demo's year, in an order that mixes what stands together in its file; never at weekends."""
    mixed = sorted(keys, key=lambda key: uuid5(NAMESPACE, key).hex)
    step = (LAST_DAY - FIRST_DAY) / max(1, len(mixed) - 1)
    return {key: _workday(FIRST_DAY + number * step) for number, key in enumerate(mixed)}


def _workday(at: datetime) -> datetime:
    at = at - timedelta(days=max(0, at.weekday() - 4))
    return at.replace(hour=8 + at.minute % 9, second=0, microsecond=0)
