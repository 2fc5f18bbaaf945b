"""The fixed vocabularies pages are classed by, beside topics and tags: whom it is for, who took part, under which law.

The values stand in addresses and in the API: labels may change, values may not.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TargetGroup(models.TextChoices):
    """Whom it is for."""

    NEWCOMERS = "newcomers", _("Newcomers")
    REFUGEES = "refugees", _("Refugees")
    EU_CITIZENS = "eu_citizens", _("People from other EU countries")
    SKILLED_WORKERS = "skilled_workers", _("Skilled workers from abroad")
    JOB_SEEKERS = "job_seekers", _("People looking for work")
    LANGUAGE_LEARNERS = "language_learners", _("People learning the language")
    WOMEN = "women", _("Women")
    FAMILIES = "families", _("Families and parents")
    CHILDREN = "children", _("Children")
    YOUNG_PEOPLE = "young_people", _("Young people")
    STUDENTS = "students", pgettext_lazy("target group", "Students at universities")
    OLDER_PEOPLE = "older_people", _("Older people")
    DISABLED_PEOPLE = "disabled_people", _("People with disabilities")
    RESIDENTS = "residents", _("Neighbours and the general public")
    VOLUNTEERS = "volunteers", _("Volunteers")
    PROFESSIONALS = "professionals", _("Staff of administrations and services")
    BUSINESSES = "businesses", _("Businesses")


class ActorGroup(models.TextChoices):
    """Who took part in it."""

    JOB_CENTRE = "job_centre", _("Job centre")
    EMPLOYMENT_AGENCY = "employment_agency", _("Employment agency")
    IMMIGRATION_OFFICE = "immigration_office", _("Immigration office")
    SOCIAL_WELFARE_OFFICE = "social_welfare_office", _("Social welfare office")
    YOUTH_OFFICE = "youth_office", _("Youth office")
    HEALTH_SERVICE = "health_service", _("Health office, doctors, hospitals")
    ADMINISTRATION = "administration", _("Other offices of the administration")
    COUNCIL = "council", _("Mayor, council and advisory councils")
    STATE_AUTHORITY = "state_authority", _("State or federal authority, police")
    CHAMBER = "chamber", _("Chamber")
    EMPLOYER = "employer", _("Employer or business")
    UNION = "union", _("Trade union")
    WELFARE = "welfare", _("Welfare organisation")
    VOLUNTEERS = "volunteers", _("Volunteers")
    MIGRANT_ORGANISATION = "migrant_organisation", _("Migrant organisation")
    RELIGIOUS_COMMUNITY = "religious_community", _("Religious community")
    CLUB = "club", _("Sports club or association")
    CULTURE = "culture", _("Library, museum or theatre")
    FOUNDATION = "foundation", _("Foundation")
    COURSE_PROVIDER = "course_provider", _("Course provider, adult education centre")
    DAY_CARE = "day_care", _("Day-care centre")
    SCHOOL = "school", _("School")
    UNIVERSITY = "university", _("University")
    HOUSING = "housing", _("Housing company or landlord")


class LegalRegime(models.TextChoices):
    """The German law it moves under."""

    SGB_II = "sgb_ii", _("SGB II (basic income support)")
    SGB_III = "sgb_iii", _("SGB III (employment promotion)")
    SGB_VIII = "sgb_viii", _("SGB VIII (child and youth services)")
    SGB_XII = "sgb_xii", _("SGB XII (social assistance)")
    AUFENTHG = "aufenthg", _("AufenthG (residence)")
    ASYLBLG = "asylblg", _("AsylbLG (benefits for asylum seekers)")
    STATE_LAW = "state_law", _("Law of the state")


VOCABULARIES: dict[str, type[models.TextChoices]] = {
    "target_group": TargetGroup,
    "actor_group": ActorGroup,
    "legal_regime": LegalRegime,
}
"""By the name of the parameter that filters by them."""
