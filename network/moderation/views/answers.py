from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

CONFLICTS = {"conflict", "state", "gone"}


def refuse(form: Any, problem: ValidationError | PermissionDenied) -> int:
    """Puts the refusal of an action beside its field, whose text stays; answers the status."""
    if isinstance(problem, PermissionDenied):
        form.add_error(None, str(problem) or _("You may not do this."))
        return 403
    code = getattr(problem, "code", None) or ""
    form.add_error(code if code in form.fields else None, problem)
    return 409 if code in CONFLICTS else 422
