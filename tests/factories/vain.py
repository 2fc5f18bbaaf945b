from datetime import date

from django.utils import timezone

from search.saved.models import question_key
from search.vain.models import VainSearch


def make_vain_search(
    text: str = "Quittenprojekt", *, count: int = 2, language: str = "de", on: date | None = None
) -> VainSearch:
    day = on or timezone.localdate()
    return VainSearch.objects.create(
        question_key=question_key(text), text=text.casefold(), language=language, count=count, first_on=day, last_on=day
    )
