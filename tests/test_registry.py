import pytest

from comention.registry import load, names

BUILTIN = {"join": "posixpath:join"}


def test_a_part_is_imported_when_it_is_asked_for() -> None:
    assert load("join", BUILTIN, "comention.nothing")("a", "b") == "a/b"


def test_installed_packages_add_parts_by_entry_points() -> None:
    assert "pytest" in names(BUILTIN, "console_scripts")
    assert load("pytest", BUILTIN, "console_scripts").__module__.startswith("_pytest")


def test_an_unknown_part_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load("nothing", BUILTIN, "comention.nothing")
