"""Prints what each fault cost, and ends with 1 where that is more than nothing."""

import asyncio
import os
import sys

from tests.faults.run import FAULTS, HEAD, Site, line, outcome_of
from tests.services.stack import stack
from tests.services.world import make_world

MARKS = {
    "SECRET_KEY": "only-for-the-faults",
    "DJANGO_SETTINGS_MODULE": "network.config.settings.base",
    "EMBEDDED_WORKER": "false",
    "RATE_POST": "",
    "NEW_MEMBER_DAYS": "0",
}


def main() -> int:
    wanted = " ".join(sys.argv[1:])
    faults = [fault for fault in FAULTS if wanted in fault.name]
    with stack(**MARKS) as running:
        os.environ |= running.environment
        import django

        django.setup()
        from django.db import connections

        world = make_world(spaces=len(faults))
        connections.close_all()
        site = Site(running, running.web(), [running.live(), running.live()], world)
        for served in running.served:
            served.wait()
        print(HEAD, flush=True)
        complaints = []
        for fault, thread in zip(faults, world.threads, strict=True):
            outcome = asyncio.run(outcome_of(fault, site, thread))
            print(line(outcome), flush=True)
            complaints += [f"{fault.name}: {complaint}" for complaint in outcome.complaints()]
    print("\n".join(["", *complaints]))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
