from cms.municipalities.actions.profiles import create_profile_page
from cms.municipalities.actions.submissions import NoProfilePage, NotEditable, resubmit_experience, submit_experience
from cms.municipalities.actions.uploads import add_document, add_photo, remove_upload

__all__ = [
    "NoProfilePage",
    "NotEditable",
    "add_document",
    "add_photo",
    "create_profile_page",
    "remove_upload",
    "resubmit_experience",
    "submit_experience",
]
