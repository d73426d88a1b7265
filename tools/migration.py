"""Writes the migration from the newest revision to the models: ``python -m tools.migration "what it does"``."""

import sys
import tempfile

from alembic import command

from storage.schema import alembic_config, migrating, upgrade


def main() -> None:
    """Compares a migrated, empty database with the models."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.db"
        upgrade(url)
        with migrating(url) as connection:
            command.revision(alembic_config(connection), message=sys.argv[1], autogenerate=True)


if __name__ == "__main__":
    main()
