from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from network.discussions.actions import set_reaction
from network.discussions.models import Reaction
from network.discussions.presentation import wants_json
from network.discussions.realtime import reactions_told
from network.discussions.views.answers import signed_out_json
from network.discussions.views.posts import PostMixin
from network.discussions.views.threads import page_url
from network.people.models import User
from network.people.rate_limit import rate_limited


@method_decorator([never_cache, rate_limited("reaction")], name="dispatch")
class PostReactionsView(PostMixin, View):
    """GET says who reacted how, with a button for each; POST gives one (`give`) or takes it back (`take_back`)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return signed_out_json(request) or super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        post = self.post_object
        if post.is_deleted:
            raise Http404
        context = {
            "post": post,
            "space": post.thread.space,
            "reactions": self._with_names(),
            "can_react": request.user.has_perm("discussions.react_to_post", post),
            "breadcrumbs": self.breadcrumbs(_("Reactions")),
        }
        return render(request, "network/discussions/post_reactions.html", context)

    def post(self, request: HttpRequest, slug: str, number: int) -> HttpResponse:
        post = self.post_object
        kind = request.POST.get("give") or request.POST.get("take_back", "")
        try:
            set_reaction(post=post, person=request.user, kind=kind, given="give" in request.POST)
        except (ValidationError, PermissionDenied) as problem:
            return self.refuse(problem)
        if wants_json(request):
            return JsonResponse({"number": post.number, "reactions": reactions_told(post)})
        return redirect(page_url(post.thread, post))

    def _with_names(self) -> list[dict[str, Any]]:
        given, is_nameless = self.post_object.reactions, self.post_object.thread.space.is_failure_room
        wanted = set() if is_nameless else {pk for ids in given.values() for pk in ids}
        people = {person.pk: person for person in User.objects.filter(pk__in=wanted)}
        return [
            {
                "kind": kind,
                "label": label,
                "count": len(given.get(kind, [])),
                "people": [] if is_nameless else [people.get(pk) for pk in given.get(kind, [])],
                "is_mine": self.request.user.pk in given.get(kind, []),
            }
            for kind, label in Reaction.choices
        ]
