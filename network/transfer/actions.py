"""What a municipality does with an idea."""

from typing import Any
from uuid import UUID

from django.db import transaction

from network.municipalities.models import Municipality
from network.transfer.models import Adoption


def declare_adoption(
    *, municipality: Municipality, idea_key: UUID, status: str, by: Any, what_changed: str = "", **details: Any
) -> Adoption:
    """Say that the municipality uses the idea, or what has become of it since; one entry a municipality and idea."""
    with transaction.atomic():
        return Adoption.objects.update_or_create(
            municipality=municipality,
            idea_key=idea_key,
            defaults={"status": Adoption.Status(status), "what_changed": what_changed, **details},
            create_defaults={
                "status": Adoption.Status(status),
                "what_changed": what_changed,
                "created_by": by,
                **details,
            },
        )[0]


def withdraw_adoption(*, adoption: Adoption) -> None:
    adoption.delete()
