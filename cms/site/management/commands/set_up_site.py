from typing import Any

from django.core.management.base import BaseCommand

from cms.site.actions import set_up_site


class Command(BaseCommand):
    help = "Creates what every installation begins with: languages, topics, fixed pages, groups, workflow. Repeatable."

    def handle(self, *args: Any, **options: Any) -> None:
        home = set_up_site()
        self.stdout.write(f"The site is set up; its home page is {home.full_url}.")
