from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.municipalities.names import search_key_of, slug_of
from network.municipalities.querysets import InvitationQuerySet, MembershipQuerySet, MunicipalityQuerySet
from network.people.models import User
from network.people.roles import Role


class State(models.TextChoices):
    """The German states by their ISO 3166-2 code."""

    BW = "BW", _("Baden-Württemberg")
    BY = "BY", _("Bavaria")
    BE = "BE", _("Berlin")
    BB = "BB", _("Brandenburg")
    HB = "HB", _("Bremen")
    HH = "HH", _("Hamburg")
    HE = "HE", _("Hesse")
    MV = "MV", _("Mecklenburg-Western Pomerania")
    NI = "NI", _("Lower Saxony")
    NW = "NW", _("North Rhine-Westphalia")
    RP = "RP", _("Rhineland-Palatinate")
    SL = "SL", _("Saarland")
    SN = "SN", _("Saxony")
    ST = "ST", _("Saxony-Anhalt")
    SH = "SH", _("Schleswig-Holstein")
    TH = "TH", _("Thuringia")


class Kind(models.TextChoices):
    COUNTY_FREE_CITY = "county_free_city", _("Independent city")
    TOWN = "town", _("Town")
    MARKET_TOWN = "market_town", _("Market town")
    MUNICIPALITY = "municipality", _("Rural municipality")
    UNINCORPORATED = "unincorporated", _("Unincorporated area")
    DISTRICT = "district", pgettext_lazy("kind of municipality", "District")
    ABROAD = "abroad", _("Municipality abroad")


class SizeClass(models.TextChoices):
    """By inhabitants: the classes of the BBSR (Stadt- und Gemeindetypen), large cities cut at 500,000."""

    RURAL = "rural", _("below 5,000 inhabitants")
    SMALL = "small", _("5,000 to below 20,000 inhabitants")
    MEDIUM = "medium", _("20,000 to below 100,000 inhabitants")
    LARGE = "large", _("100,000 to below 500,000 inhabitants")
    METROPOLIS = "metropolis", _("500,000 inhabitants and more")


SIZE_LIMITS = (
    (5_000, SizeClass.RURAL),
    (20_000, SizeClass.SMALL),
    (100_000, SizeClass.MEDIUM),
    (500_000, SizeClass.LARGE),
)


class Municipality(models.Model):
    """A town, city or district of the official register, or a place abroad; in the network once it has joined."""

    ags = models.CharField(_("official key (AGS)"), max_length=8, unique=True, null=True, blank=True)
    ars = models.CharField(_("regional key (ARS)"), max_length=12, blank=True)
    name = models.CharField(_("name"), max_length=120)
    official_name = models.CharField(_("official name"), max_length=160, blank=True)
    search_key = models.CharField(max_length=300, editable=False, db_index=True)
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.MUNICIPALITY)
    state = models.CharField(_("state"), max_length=2, choices=State.choices, blank=True, db_index=True)
    country = models.CharField(_("country"), max_length=2, default="DE")
    district_name = models.CharField(_("district"), max_length=120, blank=True)
    area_km2 = models.DecimalField(_("area in km²"), max_digits=9, decimal_places=2, null=True, blank=True)
    population = models.PositiveIntegerField(_("inhabitants"), null=True, blank=True)
    population_on = models.DateField(_("inhabitants on"), null=True, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    joined_on = models.DateField(_("in the network since"), null=True, blank=True, db_index=True)
    left_on = models.DateField(_("left the network on"), null=True, blank=True)
    contact_role = models.CharField(_("contact"), max_length=200, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(joined_on__isnull=False), name="municipalities_left_after_joining"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.search_key = search_key_of(self.name, self.official_name)
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self) -> str:
        slug = slug_of(self.name)
        if not Municipality.objects.filter(slug=slug).exclude(pk=self.pk).exists():
            return slug
        return f"{slug}-{self.ags}" if self.ags else f"{slug}-{self.country.lower()}"

    @property
    def label(self) -> str:
        """The name as a sentence would use it: "Krefeld", "Landkreis Oberallgäu"."""
        return self.name

    @property
    def is_in_network(self) -> bool:
        return self.joined_on is not None and self.left_on is None

    @property
    def size_class(self) -> SizeClass | None:
        if self.population is None:
            return None
        return next((size for limit, size in SIZE_LIMITS if self.population < limit), SizeClass.METROPOLIS)


class Membership(models.Model):
    """A person works for a municipality."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="memberships")
    is_contact = models.BooleanField(_("contact person"), default=False)
    contact_role = models.CharField(_("function"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering: ClassVar = ["created_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "municipality"], name="municipalities_membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.municipality}"


class InvitationStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("invitation", "open")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "accepted")
    REVOKED = "revoked", pgettext_lazy("invitation", "revoked")
    EXPIRED = "expired", pgettext_lazy("invitation", "expired")


class Invitation(models.Model):
    """Somebody may join a municipality; only the hash of the link's token is stored."""

    email = models.EmailField(_("e-mail address"))
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.MEMBER)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="sent_invitations"
    )
    created_at = models.DateTimeField(_("invited"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="accepted_invitations"
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            # Two coordinators inviting the same person at once must not leave two valid links behind.
            models.UniqueConstraint(
                fields=["email", "municipality"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="municipalities_invitation_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.municipality}"

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def status(self) -> "InvitationStatus":
        if self.accepted_at:
            return InvitationStatus.ACCEPTED
        if self.revoked_at:
            return InvitationStatus.REVOKED
        return InvitationStatus.EXPIRED if self.is_expired else InvitationStatus.OPEN


def user_municipalities(user: User) -> MunicipalityQuerySet:
    """The municipalities in the network that the user works for."""
    return Municipality.objects.in_network().filter(memberships__user=user)
