"""Groups that a member's own lines name: who types "Jobcenter Krefeld" need not tick "job centre" as well."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cms.basepage.classification import ActorGroup, TargetGroup
from cms.basepage.tags import tag_key

SHORT = 4
"""Words up to this length must stand alone: "Rat" is in "Beratung"."""
WORD = re.compile(r"[^\W\d_]+")

ACTORS: Mapping[str, str | None] = {
    "jobcenter": ActorGroup.JOB_CENTRE,
    "jobcentre": ActorGroup.JOB_CENTRE,
    "agenturfuerarbeit": ActorGroup.EMPLOYMENT_AGENCY,
    "arbeitsagentur": ActorGroup.EMPLOYMENT_AGENCY,
    "employmentagency": ActorGroup.EMPLOYMENT_AGENCY,
    "auslaenderbehoerde": ActorGroup.IMMIGRATION_OFFICE,
    "auslaenderamt": ActorGroup.IMMIGRATION_OFFICE,
    "immigrationoffice": ActorGroup.IMMIGRATION_OFFICE,
    "sozialamt": ActorGroup.SOCIAL_WELFARE_OFFICE,
    "jugendamt": ActorGroup.YOUTH_OFFICE,
    "youthoffice": ActorGroup.YOUTH_OFFICE,
    "gesundheitsamt": ActorGroup.HEALTH_SERVICE,
    "klinik": ActorGroup.HEALTH_SERVICE,
    "krankenhaus": ActorGroup.HEALTH_SERVICE,
    "hospital": ActorGroup.HEALTH_SERVICE,
    "schulamt": ActorGroup.ADMINISTRATION,
    "kulturamt": ActorGroup.ADMINISTRATION,
    "standesamt": ActorGroup.ADMINISTRATION,
    "wohnungsamt": ActorGroup.ADMINISTRATION,
    "stadtverwaltung": ActorGroup.ADMINISTRATION,
    "gemeinderat": ActorGroup.COUNCIL,
    "stadtrat": ActorGroup.COUNCIL,
    "kreistag": ActorGroup.COUNCIL,
    "integrationsrat": ActorGroup.COUNCIL,
    "beirat": ActorGroup.COUNCIL,
    "buergermeister": ActorGroup.COUNCIL,
    "bamf": ActorGroup.STATE_AUTHORITY,
    "bundesamt": ActorGroup.STATE_AUTHORITY,
    "bezirksregierung": ActorGroup.STATE_AUTHORITY,
    "ministerium": ActorGroup.STATE_AUTHORITY,
    "handwerkskammer": ActorGroup.CHAMBER,
    "handelskammer": ActorGroup.CHAMBER,
    "kreishandwerkerschaft": ActorGroup.CHAMBER,
    "ihk": ActorGroup.CHAMBER,
    "hwk": ActorGroup.CHAMBER,
    "chamber": ActorGroup.CHAMBER,
    "unternehmen": ActorGroup.EMPLOYER,
    "arbeitgeber": ActorGroup.EMPLOYER,
    "betrieb": ActorGroup.EMPLOYER,
    "employer": ActorGroup.EMPLOYER,
    "gewerkschaft": ActorGroup.UNION,
    "betriebsrat": ActorGroup.UNION,
    "caritas": ActorGroup.WELFARE,
    "diakonie": ActorGroup.WELFARE,
    "arbeiterwohlfahrt": ActorGroup.WELFARE,
    "wohlfahrtsverb": ActorGroup.WELFARE,
    "awo": ActorGroup.WELFARE,
    "drk": ActorGroup.WELFARE,
    "roteskreuz": ActorGroup.WELFARE,
    "paritaetische": ActorGroup.WELFARE,
    "ehrenamt": ActorGroup.VOLUNTEERS,
    "freiwillige": ActorGroup.VOLUNTEERS,
    "volunteer": ActorGroup.VOLUNTEERS,
    "migrantenorganisation": ActorGroup.MIGRANT_ORGANISATION,
    "migrantenverein": ActorGroup.MIGRANT_ORGANISATION,
    "migrantorganisation": ActorGroup.MIGRANT_ORGANISATION,
    "kirche": ActorGroup.RELIGIOUS_COMMUNITY,
    "moschee": ActorGroup.RELIGIOUS_COMMUNITY,
    "pfarrei": ActorGroup.RELIGIOUS_COMMUNITY,
    "church": ActorGroup.RELIGIOUS_COMMUNITY,
    "sportverein": ActorGroup.CLUB,
    "sportbund": ActorGroup.CLUB,
    "sportsclub": ActorGroup.CLUB,
    "bibliothek": ActorGroup.CULTURE,
    "buecherei": ActorGroup.CULTURE,
    "museum": ActorGroup.CULTURE,
    "theater": ActorGroup.CULTURE,
    "library": ActorGroup.CULTURE,
    "stiftung": ActorGroup.FOUNDATION,
    "foundation": ActorGroup.FOUNDATION,
    "volkshochschule": ActorGroup.COURSE_PROVIDER,
    "vhs": ActorGroup.COURSE_PROVIDER,
    "kurstraeger": ActorGroup.COURSE_PROVIDER,
    "bildungstraeger": ActorGroup.COURSE_PROVIDER,
    "sprachschule": ActorGroup.COURSE_PROVIDER,
    "adulteducation": ActorGroup.COURSE_PROVIDER,
    "kita": ActorGroup.DAY_CARE,
    "kindertagesst": ActorGroup.DAY_CARE,
    "kindergarten": ActorGroup.DAY_CARE,
    "tagespflege": ActorGroup.DAY_CARE,
    "daycare": ActorGroup.DAY_CARE,
    "schule": ActorGroup.SCHOOL,
    "gymnasium": ActorGroup.SCHOOL,
    "school": ActorGroup.SCHOOL,
    "musikschule": ActorGroup.CULTURE,
    "fahrschule": None,
    "hochschule": ActorGroup.UNIVERSITY,
    "universitaet": ActorGroup.UNIVERSITY,
    "university": ActorGroup.UNIVERSITY,
    "wohnungsbau": ActorGroup.HOUSING,
    "wohnungsgesellschaft": ActorGroup.HOUSING,
    "wohnungsgenossenschaft": ActorGroup.HOUSING,
    "vermieter": ActorGroup.HOUSING,
}
AUDIENCES: Mapping[str, str | None] = {
    "zugewandert": TargetGroup.NEWCOMERS,
    "newcomer": TargetGroup.NEWCOMERS,
    "gefluechtet": TargetGroup.REFUGEES,
    "fluechtling": TargetGroup.REFUGEES,
    "asylsuchende": TargetGroup.REFUGEES,
    "asylbewerb": TargetGroup.REFUGEES,
    "refugee": TargetGroup.REFUGEES,
    "fachkraefteausdemausland": TargetGroup.SKILLED_WORKERS,
    "auslaendischefachkraefte": TargetGroup.SKILLED_WORKERS,
    "arbeitsuchende": TargetGroup.JOB_SEEKERS,
    "arbeitslose": TargetGroup.JOB_SEEKERS,
    "jobseeker": TargetGroup.JOB_SEEKERS,
    "kursteilnehm": TargetGroup.LANGUAGE_LEARNERS,
    "frauen": TargetGroup.WOMEN,
    "muetter": TargetGroup.WOMEN,
    "women": TargetGroup.WOMEN,
    "mothers": TargetGroup.WOMEN,
    "familie": TargetGroup.FAMILIES,
    "eltern": TargetGroup.FAMILIES,
    "parents": TargetGroup.FAMILIES,
    "families": TargetGroup.FAMILIES,
    "kinder": TargetGroup.CHILDREN,
    "children": TargetGroup.CHILDREN,
    "jugendlich": TargetGroup.YOUNG_PEOPLE,
    "youngpeople": TargetGroup.YOUNG_PEOPLE,
    "studierende": TargetGroup.STUDENTS,
    "senioren": TargetGroup.OLDER_PEOPLE,
    "aelteremenschen": TargetGroup.OLDER_PEOPLE,
    "behinderung": TargetGroup.DISABLED_PEOPLE,
    "nachbar": TargetGroup.RESIDENTS,
    "anwohn": TargetGroup.RESIDENTS,
    "ehrenamt": TargetGroup.VOLUNTEERS,
    "freiwillige": TargetGroup.VOLUNTEERS,
    "beschaeftigtederverwaltung": TargetGroup.PROFESSIONALS,
    "unternehmen": TargetGroup.BUSINESSES,
    "betrieb": TargetGroup.BUSINESSES,
    "arbeitgeber": TargetGroup.BUSINESSES,
}
WORDS = {"actor_groups": (ACTORS, "partners"), "audiences": (AUDIENCES, "target_groups")}
"""The fields of a page, what names their groups, and in which of the member's lines."""


def named(text: str, words: Mapping[str, str | None]) -> list[str]:
    """The groups that the text names; a longer word hides a shorter one in it: a "Volkshochschule" is no "Schule"."""
    found = {group: None for line in text.splitlines() for group in _named_in(line, words)}
    return [str(group) for group in found]


def _named_in(line: str, words: Mapping[str, str | None]) -> Iterator[str]:
    left = tag_key(line)
    alone = {tag_key(word) for word in WORD.findall(line)}
    for word in sorted(words, key=len, reverse=True):
        is_named = word in alone if len(word) <= SHORT else word in left
        if is_named:
            left = left.replace(word, "|")
            if group := words[word]:
                yield group


def with_named_groups(chosen: Mapping[str, list[str]], texts: Mapping[str, Any]) -> dict[str, list[str]]:
    """What was ticked; of a field in which nothing was, the groups that the lines name."""
    named_groups = {name: named(str(texts.get(line) or ""), words) for name, (words, line) in WORDS.items()}
    return {name: list(values) or named_groups.get(name, []) for name, values in chosen.items()}
