from django.db.models import QuerySet

from cms.companion.models import Room
from cms.companion.realtime import catch_up
from network.discussions.views.api import ChangeListView


class RoomChangesView(ChangeListView):
    catch_up = staticmethod(catch_up)

    def visible(self) -> QuerySet[Room]:
        return Room.objects.visible_to(self.request.user)
