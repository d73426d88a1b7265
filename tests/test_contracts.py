"""The import contracts hold, and each of them notices a breach planted in a copy of the tree."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}

# contract -> the files of a breach that this contract alone notices
BREACHES: dict[str, dict[str, str]] = {
    "arrow": {"storage/planted.py": "import handlers.kit.messages"},
    "circles": {"bot/planted.py": "import bot.planted_too", "bot/planted_too.py": "import bot.planted"},
    "order": {
        "handlers/kpi/planted.py": "from handlers.meetings import api",
        "handlers/meetings/api.py": "",
    },
    "api": {
        "handlers/meetings/planted.py": "from handlers.kpi import planted",
        "handlers/kpi/planted.py": "",
    },
    "front": {"bot/planted.py": "from handlers.kpi import planted", "handlers/kpi/planted.py": ""},
    "feature": {
        "handlers/kpi/service.py": "from handlers.kpi import jobs",
        "handlers/kpi/jobs.py": "",
    },
    "repository": {
        "handlers/meetings/planted.py": "from storage.repos import kpi",
        "storage/repos/kpi.py": "",
    },
    "kit": {"handlers/kit/planted.py": "from storage.repos import kpi", "storage/repos/kpi.py": ""},
    "pure": {"handlers/kpi/rules.py": "from sqlmodel import Session"},
    "waiting": {"handlers/kpi/planted.py": "import threading"},
    "platform": {
        "bot/platforms/slack/planted.py": "from storage.models import planted",
        "storage/models/planted.py": "",
    },
    "platforms": {
        "bot/platforms/slack/planted.py": "from bot.platforms.feishu import planted",
        "bot/platforms/feishu/planted.py": "",
    },
    "sdk": {"bot/planted.py": "from slack_sdk.web.async_client import AsyncWebClient"},
    "draw": {"bot/platforms/slack/render.py": "import asyncio"},
}

# A feature that does not exist yet, and a platform's, are planted with the breach.
NEIGHBOURS = {
    "more of a feature's own": {
        "handlers/kpi/planted.py": "from storage.repos import kpi\nfrom handlers.team import api\nimport handlers.kit",
        "storage/repos/kpi.py": "",
        "handlers/team/api.py": "",
    },
    "an SDK in a runtime": {"bot/platforms/slack/runtime_socket.py": "import slack_sdk\nimport handlers.kit.messages"},
    "an api seen from outside": {"bot/planted.py": "from handlers.kpi import api", "handlers/kpi/api.py": ""},
}


def tree(to: Path) -> Path:
    """A copy of what the contracts speak of."""
    for part in ("bot", "handlers", "storage", "tools"):
        shutil.copytree(
            ROOT / part, to / part, ignore=lambda _, names: [n for n in names if "." in n and n[-3:] != ".py"]
        )
    shutil.copy(ROOT / "pyproject.toml", to)
    return to


def plant(root: Path, files: dict[str, str]) -> None:
    """Writes each file, as a new module or in place of one, and makes its folders packages."""
    for name, source in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for folder in [parent for parent in path.parents if root in parent.parents]:
            (folder / "__init__.py").touch()
        path.write_text(source + "\n")


def broken(root: Path) -> set[str]:
    """The ids of the contracts that the tree at ``root`` breaks."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=50)
    verdicts = {
        id: found.group(1)
        for id, name in CONTRACTS.items()
        if (found := re.search(rf"^{re.escape(name)}\s*(KEPT|BROKEN)", done.stdout, re.MULTILINE))
    }
    assert verdicts.keys() == CONTRACTS.keys(), done.stdout + done.stderr
    names = {id for id, verdict in verdicts.items() if verdict == "BROKEN"}
    assert done.returncode == bool(names), done.stdout + done.stderr
    return names


@pytest.fixture(scope="module")
def already(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What the tree breaks without a breach: nothing, or one test fails for it and not all of them."""
    return broken(tree(tmp_path_factory.mktemp("unharmed")))


def test_the_tree_keeps_every_contract(already: set[str]) -> None:
    assert already == set()


def test_every_contract_has_a_breach() -> None:
    assert BREACHES.keys() == CONTRACTS.keys()


@pytest.mark.parametrize("contract", BREACHES)
def test_a_breach_is_noticed_by_its_contract_alone(contract: str, already: set[str], tmp_path: Path) -> None:
    plant(tree(tmp_path), BREACHES[contract])
    assert broken(tmp_path) - already == {contract} - already


@pytest.mark.parametrize("neighbour", NEIGHBOURS)
def test_what_is_allowed_stays_unnoticed(neighbour: str, already: set[str], tmp_path: Path) -> None:
    plant(tree(tmp_path), NEIGHBOURS[neighbour])
    assert broken(tmp_path) - already == set()
