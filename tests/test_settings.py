"""The settings table."""

from pathlib import Path

import pytest

from server.settings import Settings


def test_defaults() -> None:
    """Without variables, the defaults hold; other variables do not matter."""
    assert Settings() == Settings.from_env({"PATH": "/bin"})


def test_values_are_typed() -> None:
    """A variable is read as the type of its default."""
    settings = Settings.from_env({"CARTO_PORT": "8001", "CARTO_BUILD": "autre"})
    assert (8001, Path("autre")) == (settings.port, settings.build)


@pytest.mark.parametrize("env", [{"CARTO_PROT": "1"}, {"CARTO_PORT": "huit"}])
def test_mistakes_are_refused(env: dict[str, str]) -> None:
    """An unknown name or a wrong value is an error that names it."""
    with pytest.raises(ValueError, match=next(iter(env))):
        Settings.from_env(env)
