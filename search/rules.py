"""Who may change what was saved and answered. Who finds what is decided by the documents' own rules (`search.access`)."""

from typing import Any

import rules

from network.people.rules import is_active_user, is_editor
from search.saved.models import SavedSearch


@rules.predicate
def owns_search(user: Any, saved: SavedSearch | None) -> bool:
    return saved is not None and saved.owner_id == user.pk


@rules.predicate
def is_shared_with(user: Any, saved: SavedSearch | None) -> bool:
    return saved is not None and SavedSearch.objects.shared_with(user).filter(pk=saved.pk).exists()


rules.add_perm("search.save_search", is_active_user)
rules.add_perm("search.view_saved_search", is_active_user & (owns_search | is_shared_with))
rules.add_perm("search.change_saved_search", is_active_user & owns_search)
rules.add_perm("search.ask_network", is_active_user)

# The names that Wagtail's admin asks for: by role, so that no group has to be given them.
for verb in ("view", "change"):
    rules.add_perm(f"network_search.{verb}_vainsearch", is_editor)
for verb in ("view", "add", "change", "delete"):
    rules.add_perm(f"network_search.{verb}_editorsanswer", is_editor)
