import re
from typing import Self

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from network.municipalities.names import fold
from network.people.querysets import Visitor
from network.people.rules import is_active_user, is_coordinator

AGS_PART = re.compile(r"\d{2,12}")


class MunicipalityQuerySet(QuerySet):
    def in_network(self) -> Self:
        return self.filter(joined_on__isnull=False, left_on__isnull=True)

    def visible_to(self, user: Visitor) -> Self:
        """The network is public, the rest of the register is the coordinators' tool."""
        return self.all() if is_coordinator(user) else self.in_network()

    def matching(self, text: str) -> Self:
        """By name, however its umlauts are written, or by the beginning of the official key; the best first."""
        text = text.strip()
        if AGS_PART.fullmatch(text.replace(" ", "")):
            key = text.replace(" ", "")
            return self.filter(Q(ags__startswith=key) | Q(ars__startswith=key)).order_by("ags")
        folded = fold(text)
        found = self if folded else self.none()
        for word in folded.split():
            found = found.filter(search_key__contains=word)
        rank = Case(
            When(search_key__startswith=f"{folded} | ", then=Value(0)),
            When(search_key__startswith=folded, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return found.order_by(rank, F("population").desc(nulls_last=True), "pk")


class MembershipQuerySet(QuerySet):
    def visible_to(self, user: Visitor) -> Self:
        """Members see who belongs where, as far as these people are active; coordinators see all."""
        if is_coordinator(user):
            return self.all()
        return self.filter(user__is_active=True) if is_active_user(user) else self.none()


class InvitationQuerySet(QuerySet):
    def visible_to(self, user: Visitor) -> Self:
        return self.all() if is_coordinator(user) else self.none()

    def open(self) -> Self:
        """Neither accepted nor revoked; one that has expired can still be sent again."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)
