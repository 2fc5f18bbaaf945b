from cms.municipalities.views.preview import DraftPreviewView, PagePreviewView
from cms.municipalities.views.profile import create_profile, lead_to_profile
from cms.municipalities.views.write import EditExperienceView, WriteExperienceView, discard

__all__ = [
    "DraftPreviewView",
    "EditExperienceView",
    "PagePreviewView",
    "WriteExperienceView",
    "create_profile",
    "discard",
    "lead_to_profile",
]
