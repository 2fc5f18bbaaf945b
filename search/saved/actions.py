"""What a member does with searches. Saving one never changes what anybody may find."""

import secrets
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.people.models import User
from search.alerts.models import NewHit
from search.saved.criteria import fields_of
from search.saved.models import LONGEST_NAME, Frequency, Purpose, SavedSearch, Sharing, fingerprint_of, question_key
from search.searching import SearchRequest

MOST_SEARCHES = 50
MOST_WISHES = 50


class AlreadySaved(ValidationError):  # noqa: N818 -- an answer to give, not a fault
    """The person has saved this already, or something else under this name."""

    def __init__(self, message: Any, saved: SavedSearch, code: str) -> None:
        super().__init__(message, code=code)
        self.saved = saved


def save_search(
    *,
    owner: User,
    request: SearchRequest,
    name: str,
    frequency: str = Frequency.OFF,
    by_email: bool = True,
    replacing: SavedSearch | None = None,
) -> SavedSearch:
    """Keep the search under a name. `replacing` gives a search of the person's other criteria, and its name."""
    _check_owner(owner, replacing)
    name, frequency = clean_name(name), _clean_choice(frequency, Frequency)
    fields = fields_of(request)
    fingerprint = fingerprint_of(fields["text"], request.filters, request.sort, fields["near"])
    now = timezone.now()
    with transaction.atomic():
        own = _locked(owner).saved()
        _check_new(own, name, fingerprint, replacing)
        if replacing is None and own.count() >= MOST_SEARCHES:
            raise ValidationError(
                _("%(limit)d searches are saved already. Delete one that is no longer needed, then save this one."),
                code="too_many",
                params={"limit": MOST_SEARCHES},
            )
        saved = replacing or SavedSearch(owner=owner)
        for field, value in fields.items():
            setattr(saved, field, value)
        saved.name, saved.fingerprint, saved.frequency, saved.by_email = name, fingerprint, frequency, by_email
        saved.news_since = saved.checked_at = saved.seen_at = now
        saved.save()
        NewHit.objects.filter(search=saved).delete()
    return saved


def change_search(
    *, saved: SavedSearch, changed_by: User, name: str, frequency: str, by_email: bool, sharing: str
) -> SavedSearch:
    """Alerts that are switched on tell of what comes from now on."""
    if not changed_by.has_perm("search.change_saved_search", saved):
        raise PermissionDenied(_("Only the person who saved a search can change it."))
    name, frequency = clean_name(name), _clean_choice(frequency, Frequency)
    with transaction.atomic():
        _check_new(_locked(saved.owner).saved(), name, saved.fingerprint, saved)
        stored = SavedSearch.objects.get(pk=saved.pk)
        if stored.frequency == Frequency.OFF and frequency != Frequency.OFF:
            saved.news_since = saved.checked_at = timezone.now()
        saved.name, saved.frequency, saved.by_email = name, frequency, by_email
        saved.sharing = _clean_choice(sharing, Sharing)
        if saved.sharing == Sharing.LINK:
            saved.token = saved.token or secrets.token_urlsafe(24)
        else:
            saved.token = ""  # a link that was given away ends with the sharing, and a new one is another
        saved.save()
    return saved


def delete_search(*, saved: SavedSearch, deleted_by: User) -> None:
    if not deleted_by.has_perm("search.change_saved_search", saved):
        raise PermissionDenied(_("Only the person who saved a search can delete it."))
    saved.delete()


def wish_for_answer(*, owner: User, request: SearchRequest) -> SavedSearch:
    """Agree to be told, once, when there is an answer to a question that found nothing; asking twice is one wish."""
    _check_owner(owner, None)
    fields = fields_of(request)
    key = question_key(fields["text"])
    if not key:
        raise ValidationError(_("There is no question in this search."), code="empty")
    with transaction.atomic():
        wishes = _locked(owner).wishes()
        fingerprint = fingerprint_of(fields["text"], {}, "")
        known = wishes.filter(fingerprint=fingerprint).first()
        if known is None and wishes.count() >= MOST_WISHES:
            raise ValidationError(
                _("You are waiting for %(limit)d answers already. Remove one of them first."),
                code="too_many",
                params={"limit": MOST_WISHES},
            )
        if known is not None and known.frequency != Frequency.OFF:
            return known
        if known is not None:
            known.delete()  # it was answered; this is a new wish
        return SavedSearch.objects.create(
            owner=owner,
            purpose=Purpose.ANSWER,
            name=fields["text"][:LONGEST_NAME],
            text=fields["text"],
            sort=request.sort,
            near=fields["near"],
            fingerprint=fingerprint,
            question_key=key,
            frequency=Frequency.AT_ONCE,
        )


def mark_seen(*, saved: SavedSearch) -> None:
    """Its owner has looked at what is new: none of it has to be told any more."""
    now = timezone.now()
    with transaction.atomic():
        NewHit.objects.filter(search=saved, told_at=None).update(told_at=now)
        NewHit.objects.filter(search=saved, wants_letter=True).update(wants_letter=False)
        SavedSearch.objects.filter(pk=saved.pk).update(seen_at=now)


def forget_old_wishes() -> int:
    return SavedSearch.objects.forgotten().delete()[0]


def clean_name(name: str) -> str:
    name = " ".join("".join(character if character.isprintable() else " " for character in name).split())
    if not name:
        raise ValidationError(_("Please give the search a name."), code="name")
    if len(name) > LONGEST_NAME:
        raise ValidationError(
            _("The name has %(length)s characters; at most %(limit)s are possible."),
            code="name",
            params={"length": len(name), "limit": LONGEST_NAME},
        )
    return name


def _clean_choice(value: str, choices: Any) -> str:
    if value not in choices.values:
        raise ValidationError(_("There is no such choice."), code="choice")
    return value


def _check_owner(owner: User, replacing: SavedSearch | None) -> None:
    if not owner.has_perm("search.save_search"):
        raise PermissionDenied(_("Sign in to save a search."))
    if replacing is not None and not owner.has_perm("search.change_saved_search", replacing):
        raise PermissionDenied(_("Only the person who saved a search can change it."))


def _locked(owner: User) -> Any:
    """The person's searches; whoever else saves one for the same person at this moment waits."""
    User.objects.select_for_update().get(pk=owner.pk)
    return SavedSearch.objects.owned_by(owner)


def _check_new(own: Any, name: str, fingerprint: str, besides: SavedSearch | None) -> None:
    others = own.exclude(pk=besides.pk) if besides is not None else own
    same = others.filter(fingerprint=fingerprint).first()
    if same is not None:
        message = _("This search is already saved as “%(name)s”.") % {"name": same.name}
        raise AlreadySaved(message, same, "same_search")
    namesake = others.filter(name__iexact=name).first()
    if namesake is not None:
        message = _("Another search is already saved as “%(name)s”.") % {"name": namesake.name}
        raise AlreadySaved(message, namesake, "same_name")
