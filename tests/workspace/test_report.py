from comention.corrections import Corrections, Ignored, Listed, Related
from comention.read import Skipped, Status
from comention.workspace.report import Account, also_unused, corrected, tally


def account(*skipped: Skipped, documents: int = 0, blank: int = 0, files: int = 1) -> Account:
    made = Account(files=files, documents=documents, blank=blank)
    for one in skipped:
        made.skip(one)
    return made


def test_every_status_but_that_of_what_was_read_has_a_reason() -> None:
    whole = Skipped("a", "cannot be read: gone", Status.CLOSED)
    assert account(documents=2).outcome("a") == {"input": "a", "status": "read", "documents": 2}
    assert account(documents=2, blank=2).outcome("a")["reason"] == "it holds no text"
    assert account().outcome("a")["reason"] == "it holds no documents"
    assert account(whole).outcome("a")["reason"] == "cannot be read: gone"
    parts = account(Skipped("a:1", "not JSON"), Skipped("a:2", "no text")).outcome("a")
    assert (parts["status"], parts["reason"]) == ("skipped", "nothing in it could be read: not JSON")
    assert [part["where"] for part in parts["parts"]] == ["a:1", "a:2"]


def test_what_is_passed_over_is_counted_and_is_no_fault() -> None:
    hidden = [Skipped(f"a.zip/.{number}", "passed over", Status.HIDDEN, documents=0) for number in range(200)]
    outcome = account(*hidden, Skipped("a.zip/b", "looks binary"), documents=1).outcome("a.zip")
    assert (outcome["status"], outcome["hidden"], outcome["skipped"]) == ("read", 200, 1)
    assert [part["where"] for part in outcome["parts"]] == ["a.zip/b"]
    folder = account(Skipped(".git", "passed over", Status.HIDDEN, documents=0), files=7).outcome(".git")
    assert folder == {"input": ".git", "status": "hidden", "documents": 0, "reason": "passed over", "files": 7}
    assert tally([outcome, folder]) == (1, 1, 0, 0)


def test_documents_that_no_model_can_read_are_counted_and_are_not_skipped() -> None:
    foreign = [Skipped(f"a:{number}", "German", Status.FOREIGN, documents=0) for number in (1, 2)]
    assert account(foreign[0]._replace(where="a"), documents=1).outcome("a") == {
        "input": "a",
        "status": "no model",
        "documents": 1,
        "reason": "German",
        "foreign": 1,
    }
    some = account(*foreign, documents=3).outcome("a")
    assert (some["status"], some["foreign"], [part["status"] for part in some["parts"]]) == (
        "read",
        2,
        ["no model", "no model"],
    )
    every = account(*foreign, documents=3, blank=1).outcome("a")
    assert (every["status"], len(every["parts"])) == ("no model", 2)
    assert tally([some, every]) == (0, 0, 0, 4)


def test_what_is_lost_adds_up() -> None:
    outcomes = [
        account(Skipped("a", "too long", Status.LARGE, characters=500)).outcome("a"),
        account(Skipped("b#page=1", "broken", documents=0), Skipped("b#page=2", "broken", documents=0)).outcome("b"),
        account(Skipped("c", "3 bytes", Status.STRAY, documents=0, characters=3), documents=1).outcome("c"),
        account(Skipped("d", "the same file as a", Status.DOUBLE, documents=0)).outcome("d"),
        account(documents=4).outcome("e"),
    ]
    assert tally(outcomes) == (5, 2, 503, 0)


def test_reports_of_earlier_versions_are_understood() -> None:
    old = [
        {"input": "a", "status": "damaged", "documents": 0, "reason": "looks binary"},
        {"input": "b", "status": "read", "documents": 2, "skipped": 3, "parts": []},
        {"input": "c", "status": "empty", "documents": 1},
    ]
    assert tally(old) == (4, 0, 0, 0)


def test_what_had_no_effect_is_told_with_its_line() -> None:
    listed, ignored, related = (
        Listed("Ann", line=1),
        Ignored(pattern="^x$", line=4),
        Related("Ann", "Bob", "saw", line=7),
    )
    facts = corrected(Corrections((listed,), (ignored,), (related,)), [listed, ignored])
    assert facts == {
        "entities": 1,
        "ignored": 1,
        "relations": 1,
        "unused": [{"line": 1, "entity": "Ann"}, {"line": 4, "ignore": "^x$"}],
    }
    assert also_unused(facts, [related])["unused"][2:] == [{"line": 7, "relation": "Ann → saw → Bob"}]
    assert len(facts["unused"]) == 2
    assert corrected(Corrections((listed,)), []) == {"entities": 1, "ignored": 0, "unused": []}
