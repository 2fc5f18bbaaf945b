"""Documents that hang on posts: found by what they say, and led to where they were said something about."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.timezone import localtime

from network.discussions.models import Post, PostFile
from search.documents import SearchDocument, space_token
from search.models import DocumentText
from search.sources import NumberedRows
from search.sources.attachments import evidence, language_of, pages_of, placed_passages
from search.sources.discussions import space_facets


class PostFileSource(NumberedRows):
    """Pictures are found with the text of their post, by what is said of them."""

    prefix = "post_file"

    def _files(self) -> QuerySet[PostFile]:
        return PostFile.objects.filter(kind=PostFile.Kind.DOCUMENT, post__in=Post.objects.present())

    def keys(self) -> Iterator[int]:
        return self._files().order_by("pk").values_list("pk", flat=True).iterator()

    def documents(self, keys: Sequence[int]) -> list[SearchDocument]:
        files = self._files().filter(pk__in=keys).order_by("pk")
        files = files.select_related("post__thread", "post__space__municipality")
        texts = {text.post_file_id: text for text in DocumentText.objects.filter(post_file__in=keys)}
        return [_document(file, file.post, texts.get(file.pk)) for file in files if file.post is not None]

    def readable(self, keys: Sequence[int], user: Any) -> dict[int, str]:
        files = PostFile.objects.visible_to(user).filter(pk__in=keys, post__isnull=False).select_related("post__space")
        return {file.pk: file.post.get_absolute_url() for file in files}


def _document(file: PostFile, post: Post, text: DocumentText | None) -> SearchDocument:
    pages = pages_of(text)
    language = language_of(pages) or post.thread.language
    places, said = placed_passages(pages)
    with translation.override(language):
        return SearchDocument(
            id=f"post_file:{file.pk}",
            type="document",
            lang=language,
            title=file.name,
            access=(space_token(post.space_id),),
            passages=said,
            places=places,
            keywords=(post.thread.title, post.space.title),
            facets=space_facets(post.space),
            place=post.thread.title,
            date=localtime(post.created_at).date(),
            evidence=evidence(file.ending.upper(), text),
        )
