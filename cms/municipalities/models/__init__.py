from cms.municipalities.models.experiences import ExperienceIndexPage, ExperiencePage
from cms.municipalities.models.hiding import HiddenExperience
from cms.municipalities.models.profiles import MunicipalityIndexPage, MunicipalityPage
from cms.municipalities.models.uploads import PendingUpload

__all__ = [
    "ExperienceIndexPage",
    "ExperiencePage",
    "HiddenExperience",
    "MunicipalityIndexPage",
    "MunicipalityPage",
    "PendingUpload",
]
