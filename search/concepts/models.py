from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

from search.concepts.terms import problems, repeated, split_terms, term_key

EQUAL_FIELDS = ("german", "english", "abbreviations")
FIELDS = (*EQUAL_FIELDS, "narrower")
LONGEST_LIST = 2_500


class Concept(RevisionMixin, models.Model):
    """Terms that mean the same: who asks for one of them also finds texts that say another."""

    name = models.CharField(_("name"), max_length=80, editable=False)
    german = models.TextField(
        _("German terms"),
        max_length=LONGEST_LIST,
        blank=True,
        help_text=_("One a line, the most usual first. Plurals and other forms are found by themselves."),
    )
    english = models.TextField(
        _("English terms"),
        max_length=LONGEST_LIST,
        blank=True,
        help_text=_("One a line. An English question then finds German texts by their words too, and the reverse."),
    )
    abbreviations = models.TextField(
        _("abbreviations"),
        max_length=LONGEST_LIST,
        blank=True,
        help_text=_("One a line, as written in either language: BAMF, SGB II. They match only exactly."),
    )
    narrower = models.TextField(
        _("narrower terms"),
        max_length=LONGEST_LIST,
        blank=True,
        help_text=_(
            "One a line. Who asks for a term above also finds these; who asks for one of these does not find the others."
        ),
    )
    updated_at = models.DateTimeField(auto_now=True, db_index=True, editable=False)

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="search_concept",
        for_concrete_model=False,
    )

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("words that mean the same")
        verbose_name_plural = _("words that mean the same")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = (self.equal_terms or self.terms_of("narrower") or ("–",))[0][:80]
        for field in FIELDS:
            setattr(self, field, "\n".join(self.terms_of(field)))
        super().save(*args, **kwargs)

    def terms_of(self, field: str) -> tuple[str, ...]:
        return split_terms(getattr(self, field))

    @property
    def equal_terms(self) -> tuple[str, ...]:
        return tuple(term for field in EQUAL_FIELDS for term in self.terms_of(field))

    @property
    def summary(self) -> str:
        """All terms on one line, for lists."""
        narrower = self.terms_of("narrower")
        return " = ".join(self.equal_terms) + (f" > {', '.join(narrower)}" if narrower else "")

    def clean(self) -> None:
        super().clean()
        errors: dict[str, list[str]] = {field: list(problems(self.terms_of(field))) for field in FIELDS}
        for field, sentence in self._repetitions():
            errors[field].append(sentence)
        if not any(errors.values()):
            for field, sentence in self._taken_elsewhere():
                errors[field].append(sentence)
        found = {field: sentences for field, sentences in errors.items() if sentences}
        if not found and not self.equal_terms:
            found = {"german": [gettext("Please name at least one term, and another one that means the same.")]}
        elif not found and len(self.equal_terms) + len(self.terms_of("narrower")) == 1:
            found = {"german": [gettext("One term alone changes nothing. Please add another one that means the same.")]}
        if found:
            raise ValidationError(found)

    def _repetitions(self) -> Iterator[tuple[str, str]]:
        pairs = [(field, term) for field in FIELDS for term in self.terms_of(field)]
        again = repeated(term for _field, term in pairs)
        for field, term in reversed(pairs):
            if term in again:
                again.remove(term)
                yield field, gettext("“%(term)s” is named twice.") % {"term": term}

    def _taken_elsewhere(self) -> Iterator[tuple[str, str]]:
        """A term means one thing; two concepts that share one would have to be one."""
        taken = {
            term_key(term): other.name for other in Concept.objects.exclude(pk=self.pk) for term in other.equal_terms
        }
        for field in EQUAL_FIELDS:
            for term in self.terms_of(field):
                if name := taken.get(term_key(term)):
                    sentence = gettext("“%(term)s” already stands in “%(name)s”. Please add the other terms there.")
                    yield field, sentence % {"term": term, "name": name}
