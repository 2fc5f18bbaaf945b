"""What every installation begins with: the terms of the field, and who may change them."""

from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth.models import Group, Permission

from network.people.roles import EDITORS_GROUP
from search.concepts.models import FIELDS, Concept

CONCEPTS = Path(__file__).with_name("concepts.yaml")


def set_up_concepts() -> None:
    """Once only: what editors have deleted since does not come back."""
    permissions = Permission.objects.filter(content_type__app_label="search_concepts")
    for group in Group.objects.filter(name=EDITORS_GROUP):
        group.permissions.add(*permissions)
    if Concept.objects.exists():
        return
    for entry in _read():
        concept = Concept(**{field: "\n".join(entry.get(field, ())) for field in FIELDS})
        concept.full_clean()
        concept.save()


def _read() -> list[dict[str, Any]]:
    with CONCEPTS.open(encoding="utf-8") as file:
        return yaml.safe_load(file)
