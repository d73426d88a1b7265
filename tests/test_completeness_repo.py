"""What a glance over the whole repository has to find in order."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from pydantic import AliasChoices
from pydantic_settings import BaseSettings

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
LONGEST = 400
LOCKS = ("requirements.lock", "requirements-dev.lock")
NOT_OURS = re.compile(r"\.(?!ci$).+|build|dist|__pycache__|.+\.egg-info|node_modules")
README = (ROOT / "README.md").read_text(encoding="utf-8")

# Not written by hand, or a table: length says nothing about them.
MAY_BE_LONG = ("storage/migrations/versions/*.py", "requirements*.lock", "*.svg", "docs/sessions/*")


def files(*patterns: str) -> Iterator[Path]:
    """The repository's own files that match, committed or not; a copy without its history serves as well."""
    for path in _inside(ROOT):
        if any(path.match(pattern) for pattern in patterns):
            yield path


def _inside(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_file():
            yield path
        elif not NOT_OURS.fullmatch(path.name):
            yield from _inside(path)


def name_of(path: Path) -> str:
    """The path as one would type it at the root."""
    return path.relative_to(ROOT).as_posix()


def source(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


# ------------------------------------------------------------------------------------------------------ code


def test_one_place_commits() -> None:
    commits = [
        f"{name_of(path)}:{node.lineno}"
        for path in files("*.py")
        if name_of(path).startswith(("bot/", "handlers/", "storage/"))
        if not name_of(path).startswith("storage/migrations/")
        for node in ast.walk(source(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]
    assert len(commits) == 1, commits


def test_no_file_is_long() -> None:
    texts = (path for path in files("*.py", "*.js", "*.css", "*.html", "*.ftl", "*.md", "run"))
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in texts}
    long = {n: length for n, length in lengths.items() if length > LONGEST and not _may_be_long(n)}
    assert not long


def _may_be_long(name: str) -> bool:
    return any(Path(name).match(pattern) for pattern in MAY_BE_LONG)


# ----------------------------------------------------------------------------------------------------- words


def catalogues() -> list[Path]:
    """Every folder of catalogues."""
    return sorted({path.parent for path in files("*.ftl")})


def patterns(path: Path) -> dict[str, ftl.Pattern]:
    """A catalogue's texts by ``id`` or ``id.attribute``; fails on a line that Fluent cannot read, or an id twice."""
    found: dict[str, ftl.Pattern] = {}
    for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
        if isinstance(entry, ftl.Junk):
            pytest.fail(f"{name_of(path)}: {[a.message for a in entry.annotations or ()]}: {entry.content}")
        if not isinstance(entry, ftl.Message | ftl.Term):
            continue
        texts = {entry.id.name: entry.value} | {f"{entry.id.name}.{a.id.name}": a.value for a in entry.attributes}
        for key, value in texts.items():
            assert key not in found, f"{name_of(path)}: {key} twice"
            if value is not None:
                # The program reads each message by itself.
                assert not any(isinstance(n, ftl.MessageReference | ftl.TermReference) for n in _walk(value)), key
                found[key] = value
    return found


def variables(pattern: ftl.Pattern) -> set[str]:
    """The names a text takes."""
    return {node.id.name for node in _walk(pattern) if isinstance(node, ftl.VariableReference)}


def _walk(node: object) -> Iterator[object]:
    yield node
    if isinstance(node, ftl.BaseNode):
        node = list(vars(node).values())
    if isinstance(node, list):
        for child in node:
            yield from _walk(child)


@pytest.mark.parametrize("folder", catalogues(), ids=name_of)
def test_the_three_languages_say_the_same_things(folder: Path) -> None:
    english, *others = (patterns(folder / f"{language}.ftl") for language in LANGUAGES)
    for language, other in zip(LANGUAGES[1:], others, strict=True):
        assert other.keys() == english.keys(), f"{language} differs from English"
        differing = {key: (variables(english[key]), variables(other[key])) for key in english}
        assert {k: v for k, v in differing.items() if v[0] != v[1]} == {}, f"{language} takes other names than English"


def test_an_id_belongs_to_one_catalogue() -> None:
    owners: dict[str, list[str]] = {}
    for folder in catalogues():
        for key in patterns(folder / "en.ftl"):
            owners.setdefault(key, []).append(name_of(folder))
    assert {key: folders for key, folders in owners.items() if len(folders) > 1} == {}


# ------------------------------------------------------------------------------------------------------ docs


def settings() -> set[str]:
    """The environment variables that the program reads."""
    if importlib.util.find_spec("bot.settings") is None:
        return set()
    module = importlib.import_module("bot.settings")
    kinds = [k for k in vars(module).values() if isinstance(k, type) and issubclass(k, BaseSettings)]
    return {
        name.upper()
        for kind in kinds
        for field, info in kind.model_fields.items()
        for name in _names(info.validation_alias, kind.model_config.get("env_prefix", "") + field)
    }


def _names(alias: object, otherwise: str) -> list[str]:
    if isinstance(alias, AliasChoices):
        return [choice for choice in alias.choices if isinstance(choice, str)]
    return [alias] if isinstance(alias, str) else [otherwise]


def test_every_setting_is_in_the_readme_and_no_other() -> None:
    documented = set(re.findall(r"^\| `([A-Z][A-Z_]+)`", README, re.MULTILINE))
    known = settings()
    assert not known or documented == known


def test_every_command_is_in_the_readme() -> None:
    if importlib.util.find_spec("handlers.registry") is None:
        return
    features = importlib.import_module("handlers.registry").FEATURES
    lines = {command.line for feature in features for command in feature.commands if command.verb}
    table = {
        f"/{word} {verb}"
        for word, verbs in re.findall(r"^\| `/(\w+)`.*?\|.*?\| (.*) \|$", README, re.MULTILINE)
        for verb in re.findall(r"`([a-z]+)", verbs)
    }
    assert lines <= table, lines - table


def test_decisions_have_their_five_parts() -> None:
    for path in files("docs/decisions/*.md"):
        headings = re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert headings == ["Status", "Context", "Decision", "Consequences", "Checks"], name_of(path)


def test_links_inside_the_repository_lead_somewhere() -> None:
    dead = [
        f"{name_of(path)}: {target}"
        for path in files("*.md")
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert not dead


def test_locks_hold_exact_versions_hashes_and_no_address() -> None:
    for lock in LOCKS:
        text = (ROOT / lock).read_text(encoding="utf-8")
        entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n?", "", text).strip())
        assert all(re.match(r"[a-z0-9-]+==\S+ .*\\\n    --hash=sha256:", entry) for entry in entries), lock
        assert not re.search(r"://|^-", text, re.MULTILINE), lock


def test_the_development_lock_holds_what_runs() -> None:
    pins = [set(re.findall(r"^\S+==\S+", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)) for lock in LOCKS]
    assert pins[0] <= pins[1]
