from typing import Any

import rules

from cms.basepage.access import is_restricted
from cms.municipalities.state import EDITABLE, state_of
from network.municipalities.rules import is_member_of
from network.people.rules import is_active_user, is_editor


@rules.predicate
def is_published(user: Any, page: Any) -> bool:
    return page is not None and page.live and not is_restricted(page.path)


@rules.predicate
def is_author(user: Any, page: Any) -> bool:
    return page is not None and page.author_id is not None and page.author_id == user.pk


@rules.predicate
def is_open_for_its_author(user: Any, page: Any) -> bool:
    return page is not None and state_of(page) in EDITABLE


rules.add_perm("experiences.view_experience", is_editor | is_published | (is_active_user & is_author))
rules.add_perm("experiences.write_experience", is_member_of)
rules.add_perm("experiences.edit_experience", is_active_user & is_author & is_open_for_its_author)
