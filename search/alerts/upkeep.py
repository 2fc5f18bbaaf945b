"""The periodic work of saved searches: compare, tell, tell of answers, forget."""

from network.realtime.periodic import register_periodic
from search.alerts import arrivals, matching, telling
from search.asking import answers
from search.saved.actions import forget_old_wishes
from search.vain import counting

HOUR = 3600.0


def forget() -> None:
    arrivals.forget_old()
    telling.forget_old()
    forget_old_wishes()
    counting.forget_old()


def register() -> None:
    register_periodic("search-match", seconds=0.5, run=matching.match_periodically)
    register_periodic("search-tell", seconds=2.0, run=telling.tell_periodically)
    register_periodic("search-answers", seconds=10.0, run=answers.tell_periodically)
    register_periodic("search-forget", seconds=HOUR, run=forget)
