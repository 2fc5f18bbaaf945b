from typing import Any

import rules

from network.municipalities.rules import is_member_of
from network.people.rules import is_editor


@rules.predicate
def belongs_to_their_municipality(user: Any, adoption: Any) -> bool:
    return adoption is not None and is_member_of(user, adoption.municipality)


rules.add_perm("transfer.view_public_adoption", rules.always_allow)
rules.add_perm("transfer.declare_adoption", is_member_of)
rules.add_perm("transfer.edit_adoption", is_editor | belongs_to_their_municipality)
