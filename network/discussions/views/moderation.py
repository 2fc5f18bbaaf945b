"""From a post to where it is reported, and to what was decided about it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views import View

from network.discussions.moderation import PREFIX, key_of
from network.discussions.views.posts import PostMixin
from network.moderation.models import Case


class PostReportView(PostMixin, View):
    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        return redirect("moderation:report", PREFIX, self.post_object.pk)


class PostModerationView(PostMixin, View):
    """The author reads and answers the decision; those who moderate see the case."""

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        key = key_of(self.post_object)
        own = Case.objects.about(request.user).filter(subject_key=key).first()
        if own is not None:
            return redirect("moderation:own-case", own.pk)
        case = Case.objects.visible_to(request.user).filter(subject_key=key).first()
        if case is None:
            raise Http404
        return redirect("moderation:case", case.pk)
