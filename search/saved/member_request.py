from django.http import HttpRequest

from network.people.models import User


class MemberRequest(HttpRequest):
    """Of somebody who is signed in, as `KeepTextMixin` and `LoginRequiredMixin` see to."""

    user: User
