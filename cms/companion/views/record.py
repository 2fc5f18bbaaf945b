"""What was asked and answered in a room, to print and as a file for a spreadsheet."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views import View
from django.views.decorators.cache import never_cache

from cms.companion.models import Note, Question
from cms.companion.presentation import question_items, with_people
from cms.companion.views.base import RoomMixin
from network.people.rate_limit import rate_limited
from network.people.spreadsheets import BYTE_ORDER_MARK, line


class RecordMixin(RoomMixin):
    def questions(self) -> QuerySet[Question]:
        """All that stand in the room: not what is hidden, withdrawn or part of another question."""
        return with_people(Question.objects.visible_to(self.request.user).filter(room=self.room).listed().in_order())


@method_decorator(never_cache, name="dispatch")
class RecordView(RecordMixin, View):
    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        context = {
            "room": self.room,
            "note": Note.objects.filter(room=self.room).first(),
            "questions": question_items(self.questions(), self.room, request.user, self.abilities),
            "breadcrumbs": self.breadcrumbs(_("Record")),
        }
        return render(request, "cms/companion/record.html", context)


@method_decorator([never_cache, rate_limited("export", methods=("GET",))], name="dispatch")
class RecordFileView(RecordMixin, View):
    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        items = question_items(self.questions(), self.room, request.user, self.abilities)
        header = [_("Question"), _("Asked by"), _("Municipality"), _("Votes"), _("State"), _("Answer")]
        header += [pgettext("moment", "Asked at"), pgettext("of a page", "Address")]
        rows = [
            [
                item["text"],
                item["author"],
                item["place"],
                str(item["votes"]),
                str(item["state_label"]),
                item["answer"],
                timezone.localtime(item["created_at"]).strftime("%Y-%m-%d %H:%M"),
                request.build_absolute_uri(f"{self.room.get_absolute_url()}#{item['anchor']}"),
            ]
            for item in items
        ]
        response = StreamingHttpResponse(_file(header, rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="fragerunde-{self.room.code}.csv"'
        return response


def _file(header: list[str], rows: list[list[str]]) -> Iterator[str]:
    yield BYTE_ORDER_MARK + line(header)
    for row in rows:
        yield line(row)
