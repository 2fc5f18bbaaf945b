"""Registry of what an installation needs to be ready, asked by `/readyz`; whoever needs something registers it."""

from collections.abc import Callable

Probe = Callable[[], str | None]

_probes: dict[str, Probe] = {}


def register_probe(name: str, probe: Probe) -> None:
    """`probe` returns if all is well, with a remark on how it is done if there is one to make, and raises if not.

    It must be quick, supervisors ask every few seconds.
    """
    if name in _probes:
        raise ValueError(f"the probe {name!r} is registered twice")
    _probes[name] = probe


def registered_probes() -> dict[str, Probe]:
    return dict(_probes)
