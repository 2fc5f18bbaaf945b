from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from network.people.refusals import refused

CONFLICTS = {"conflict", "state", "gone"}


def refuse(form: Any, problem: ValidationError | PermissionDenied) -> int:
    """The code of a refusal is the name of its field."""
    return refused(form, problem, fields={name: name for name in form.fields}, conflicts=CONFLICTS)
