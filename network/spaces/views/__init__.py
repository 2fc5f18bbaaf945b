from django.urls import reverse
from django.utils.translation import gettext as _

from network.people.breadcrumbs import breadcrumbs


def breadcrumbs_of(*further: tuple[str, str]) -> list[dict[str, str]]:
    return breadcrumbs((_("Spaces"), reverse("spaces:space-list")), *further)
