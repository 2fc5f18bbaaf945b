"""A row that goes takes its files along, whichever way it goes: also with its post, thread or space."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete

from network.discussions.models import PostFile


def file_deleted(sender: type[PostFile], instance: PostFile, **kwargs: Any) -> None:
    for storage, name in instance.stored():
        transaction.on_commit(partial(storage.delete, name))


def connect() -> None:
    post_delete.connect(file_deleted, sender=PostFile, dispatch_uid="discussions_file_deleted")
