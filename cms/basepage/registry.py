"""What packages above want done once an import of pages has been committed, before the command returns."""

from collections.abc import Callable

_after_import: list[Callable[[], object]] = []


def register_after_import(run: Callable[[], object]) -> None:
    """`run` is called after each import; it must be safe to call when nothing was imported."""
    if run in _after_import:
        raise ValueError(f"{run} is registered twice")
    _after_import.append(run)


def after_import() -> None:
    """Importers call this last: what they brought in can be found when it returns."""
    for run in _after_import:
        run()
