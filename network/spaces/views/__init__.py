from django.urls import reverse
from django.utils.translation import gettext as _


def breadcrumbs_of(*further: tuple[str, str]) -> list[dict[str, str]]:
    trail = [(_("Start"), "/"), (_("Spaces"), reverse("spaces:space-list")), *further]
    return [{"title": str(title), "url": url} for title, url in trail]
