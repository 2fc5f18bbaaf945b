from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from network.people.views import KeepTextMixin


@method_decorator(never_cache, name="dispatch")
class CoordinatorMixin(KeepTextMixin):
    """Signed in as a coordinator; everybody else learns who can help."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.has_perm("municipalities.manage_network"):
            raise PermissionDenied(_("Only the coordinators of the network can do this."))
        return super().dispatch(request, *args, **kwargs)
