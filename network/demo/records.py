"""What the demo network brought along, by the keys of its data files."""

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from network.demo.models import DemoRecord


def find(key: str, model: type[Model]) -> Any:
    """The row, or None if it was never made or somebody deleted it since."""
    record = DemoRecord.objects.filter(key=key, content_type=_type_of(model)).first()
    return None if record is None else model._default_manager.filter(pk=record.object_id).first()


def get(key: str, model: type[Model]) -> Any:
    found = find(key, model)
    if found is None:
        raise LookupError(f"the demo network has no {model.__name__} {key!r}")
    return found


def remember(key: str, row: Model) -> None:
    values = {"content_type": _type_of(type(row)), "object_id": row.pk}
    DemoRecord.objects.update_or_create(key=key, defaults=values)


def find_or_make(key: str, model: type[Model], make: Callable[[], Any]) -> Any:
    """Makes the row at the first load only: what somebody has changed in it since stays changed."""
    found = find(key, model)
    if found is None:
        found = make()
        remember(key, found)
    return found


def ids(model: type[Model]) -> set[int]:
    """The primary keys of the rows of a model that the demo brought along."""
    return set(DemoRecord.objects.filter(content_type=_type_of(model)).values_list("object_id", flat=True))


def _type_of(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model, for_concrete_model=True)
