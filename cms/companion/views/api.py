from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from cms.companion.models import Room
from cms.companion.realtime import catch_up
from network.discussions.views.api import ApiView, read_number


class RoomChangesView(ApiView):
    """What a room has seen after a number; the answer of `subscribe` without a socket."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not Room.objects.visible_to(request.user).filter(pk=pk).exists():
            return self.not_found()
        after = read_number(request.GET.get("after"))
        if after is None:
            return JsonResponse({"message": _("“after” must be the number you have seen last.")}, status=400)
        found = catch_up(str(pk), after)
        return JsonResponse(
            {"number": found.number, "changes": list(found.changes), "more": found.more, "reset": found.reset}
        )
