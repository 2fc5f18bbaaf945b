"""What higher packages add to a municipality: the next steps of the coordinator, and where its public page is."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from network.municipalities.models import Municipality


@dataclass(frozen=True)
class Step:
    """Something a coordinator does once for a municipality of the network, for example its profile page."""

    name: str
    label: str | Promise
    done_label: str | Promise
    url_for: Callable[[Municipality], str]
    is_done: Callable[[Municipality], bool]
    order: int


_steps: dict[str, Step] = {}


def register_step(
    name: str,
    *,
    label: str | Promise,
    done_label: str | Promise,
    url_for: Callable[[Municipality], str],
    is_done: Callable[[Municipality], bool],
    order: int = 100,
) -> None:
    """`label` leads to `url_for` until `is_done`, then `done_label` does; `url_for` decides where each time."""
    if name in _steps:
        raise ValueError(f"the step {name!r} is registered twice")
    _steps[name] = Step(name, label, done_label, url_for, is_done, order)


def steps_for(municipality: Municipality) -> list[dict[str, object]]:
    steps = []
    for step in sorted(_steps.values(), key=lambda step: (step.order, step.name)):
        is_done = step.is_done(municipality)
        steps.append(
            {
                "name": step.name,
                "label": step.done_label if is_done else step.label,
                "url": step.url_for(municipality),
                "is_done": is_done,
            }
        )
    return steps
