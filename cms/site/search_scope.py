"""Within what the search field of a page looks at first: the municipality or the space the reader is in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cms.municipalities.models import ExperiencePage, MunicipalityPage
from network.spaces.models import Space


@dataclass(frozen=True)
class SearchScope:
    parameter: str
    """By which the search filters."""
    value: str
    label: str


def scope_of(context: Mapping[str, Any]) -> SearchScope | None:
    """A space is in the context of those only who may enter it; so its name goes to nobody else."""
    page, space = context.get("page"), context.get("space")
    if isinstance(space, Space):
        return SearchScope("space", space.slug, _("In the space “%(name)s” only") % {"name": space.title})
    if isinstance(page, MunicipalityPage | ExperiencePage) and page.pk:
        place = page.municipality
        return SearchScope("municipality", place.slug, _("%(name)s only") % {"name": place.label})
    return None
