"""What packages above want done: once an import of pages has been committed, and when a site is set up."""

from collections.abc import Callable

_after_import: list[Callable[[], object]] = []
_set_up: list[Callable[[], object]] = []


def register_after_import(run: Callable[[], object]) -> None:
    """`run` is called after each import; it must be safe to call when nothing was imported."""
    if run in _after_import:
        raise ValueError(f"{run} is registered twice")
    _after_import.append(run)


def after_import() -> None:
    """Importers call this last: what they brought in can be found when it returns."""
    for run in _after_import:
        run()


def register_set_up(run: Callable[[], object]) -> None:
    """`run` adds what a package above begins with to a new site; it must be safe to run again."""
    if run in _set_up:
        raise ValueError(f"{run} is registered twice")
    _set_up.append(run)


def set_up_registered() -> None:
    for run in _set_up:
        run()
