"""Has the process that saves a concept use it at once; the others look every few seconds."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from search.concepts.models import Concept
from search.concepts.vocabulary import forget


def concept_changed(sender: type[Model], **kwargs: Any) -> None:
    forget()


def connect() -> None:
    post_save.connect(concept_changed, sender=Concept, dispatch_uid="search_concept_saved")
    post_delete.connect(concept_changed, sender=Concept, dispatch_uid="search_concept_deleted")
