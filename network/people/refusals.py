"""What an action refuses, put onto the form, whose text stays."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _


def refused(
    form: Any,
    problem: ValidationError | PermissionDenied,
    *,
    fields: Mapping[str, str] | None = None,
    conflicts: Collection[str] = (),
) -> int:
    """Answers the status. `fields` says by its code beside which field a refusal stands, `conflicts` which ones are 409."""
    if isinstance(problem, PermissionDenied):
        form.add_error(None, str(problem) or _("You may not do this."))
        return 403
    code = getattr(problem, "code", None) or ""
    field = (fields or {}).get(code)
    form.add_error(field if field in form.fields else None, problem)
    return 409 if code in conflicts else 422
