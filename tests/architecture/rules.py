"""House rules as regular expressions, each with a line it finds and a line it leaves alone."""

import re
from dataclasses import dataclass
from fnmatch import fnmatch


@dataclass(frozen=True)
class HouseRule:
    name: str
    why: str
    pattern: str
    paths: tuple[str, ...]
    bad: str
    good: str
    except_paths: tuple[str, ...] = ()
    unless: str = r"(?!)"

    def applies_to(self, path: str) -> bool:
        def matches(patterns: tuple[str, ...]) -> bool:
            return any(fnmatch(path, pattern) for pattern in patterns)

        return matches(self.paths) and not matches(self.except_paths)

    def finds(self, line: str) -> bool:
        return bool(re.search(self.pattern, line)) and not re.search(self.unless, line)


CODE = ("network/*.py", "cms/*.py", "search/*.py")
MIGRATIONS = ("*/migrations/*",)

RULES = (
    HouseRule(
        name="reason-for-deferred-import",
        why="An import inside a function hides a wrong direction; it states its reason.",
        pattern=r"noqa: ?PLC0415",
        unless=r"PLC0415 -- \w",
        paths=CODE,
        bad="    from search import index  # noqa: PLC0415",
        good="    from search import index  # noqa: PLC0415 -- loaded only by the command",
    ),
    HouseRule(
        name="no-junk-drawer",
        why="A module named utils has no boundary.",
        pattern=r"^(from|import) (network|cms|search)[.\w]*\.(utils?|helpers?|misc|common|shared|core)\b",
        paths=CODE,
        bad="from network.people.utils import slug",
        good="from markdown_it.utils import OptionsDict",
    ),
    HouseRule(
        name="access-in-rules",
        why="Who may do what is decided in rules.py and querysets.py, nowhere else.",
        pattern=r"\.(is_superuser|is_staff)\b|groups\.filter\(",
        paths=(*CODE, "templates/*.html"),
        except_paths=(*MIGRATIONS, "*rules.py", "*/management/*"),
        bad="        if request.user.is_superuser:",
        good='        if request.user.has_perm("spaces.manage_space", space):',
    ),
    HouseRule(
        name="no-model-signals",
        why="An action changes and announces; model signals are for the upkeep of rows that no action writes.",
        pattern=r"\b(pre|post)_(save|delete)\b|m2m_changed",
        paths=CODE,
        except_paths=(*MIGRATIONS, "*signal_handlers.py"),
        bad="@receiver(post_save, sender=Post)",
        good="post_changed.send(sender=Post, post=post)",
    ),
    HouseRule(
        name="announce-after-commit",
        why="A task or a message of a transaction that is rolled back would tell of something that never was.",
        pattern=r"\.(enqueue|delay)\(|group_send\(|send_mail\(",
        unless=r"on_commit|# a row of this transaction",
        paths=("*/actions.py", "*/actions/*.py"),
        bad="    deliver_mail.enqueue(notification.pk)",
        good="    transaction.on_commit(partial(deliver_mail.enqueue, notification.pk))",
    ),
    HouseRule(
        name="group-names-from-one-module",
        why="Names of groups come from functions, so that sender and receiver cannot differ.",
        pattern=r"group_(add|discard|send)\(\s*f?[\"']",
        paths=CODE,
        bad='        await layer.group_send("room-1", message)',
        good="        await layer.group_send(room_group(room), message)",
    ),
    HouseRule(
        name="consumers-do-not-query",
        why="A query in a consumer stalls its process; access and catch-up are registered functions.",
        pattern=r"\.objects\b|\.save\(|\.delete\(",
        paths=("*consumers.py",),
        bad="        posts = Post.objects.filter(thread=thread)",
        good="        posts = await self.catch_up(topic, last_number)",
    ),
    HouseRule(
        name="templates-neither-script-nor-style",
        why="The content security policy forbids inline script and style; unescaped text is an injection.",
        pattern=r"<script>|<style|style=\"| on(click|change|submit|input)=|\|safe\b|autoescape off",
        paths=("templates/*.html",),
        except_paths=("templates/emails/*",),  # mail programs read no style sheets of ours
        bad='<p style="color: red">',
        good='<p class="notice">',
    ),
    HouseRule(
        name="blocktranslate-trimmed",
        why="Line breaks of the template do not belong in a message.",
        pattern=r"\{% blocktranslate\b",
        unless=r"\btrimmed\b",
        paths=("templates/*.html",),
        bad="{% blocktranslate with name=user.name %}",
        good="{% blocktranslate trimmed with name=user.name %}",
    ),
    HouseRule(
        name="environment-only-in-settings",
        why="One place says what an installation can set, and .env.example documents it.",
        pattern=r"os\.(environ|getenv)|environ\.(Env|FileAwareEnv)",
        paths=CODE,
        except_paths=("network/config/settings/*", "network/config/asgi.py", "network/config/wsgi.py"),
        bad='    password = os.environ["DEMO_PASSWORD"]',
        good="    password = settings.DEMO_PASSWORD",
    ),
    HouseRule(
        name="todo-has-an-issue",
        why="A promise without an address is not kept.",
        pattern=r"\b(TODO|FIXME|XXX)\b(?!\(#\d+\))",
        paths=("network/*", "cms/*", "search/*", "templates/*", "frontend/src/*", "tests/*", "tooling/*", "docker/*"),
        except_paths=("tests/architecture/*", "*.po", "network/demo/data/*"),
        bad="# TODO make it quicker",
        good="# TODO(#12) make it quicker",
    ),
    HouseRule(
        name="no-machine-in-the-tree",
        why="A path of somebody's machine or a registry's host makes the tree depend on where it was written.",
        pattern=(
            r"(?<![\w.])/(?:work|farm|root|home/\w+)/[\w.]"
            r"|pypi\.org|pythonhosted\.org|registry\.npmjs|repo1?\.maven|deb\.debian\.org|security\.debian\.org"
            r"|crates\.io|proxy\.golang"
        ),
        paths=("*",),
        except_paths=("tests/architecture/rules.py",),
        bad="RUN pip install --index-url https://pypi.org/simple x",
        good="RUN pip install --requirement requirements/base.txt",
    ),
)
