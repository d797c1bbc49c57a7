from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comention.corrections import Related, load_text
from comention.corrections.edit import Edit, amended, apart, ignore, merge, relate, rename, retype, split, take_over
from comention.errors import InputError, SettingError
from comention.model import Alias, Entity, EntityType, RelationKind

NAMES = st.sampled_from(["Ann Lee", "Bob", "Cid Ray", 'D "Q" É', "Eva\\n", "東京"])
RELATIONS = st.builds(
    Related, NAMES, NAMES, st.sampled_from(["saw", "paid", None]), st.sampled_from([RelationKind.MET, None])
)
FILE = """\
# kept
[[entity]]  # a colleague
name = "Ann Lee"
aliases = ["Annie"]  # since school
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "comention.toml"


def apply(text: str, *edits: Edit) -> str:
    """Apply edits one after the other to a text."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "comention.toml"
        path.write_text(text, encoding="utf-8")
        for edit in edits:
            path.write_text(amended(path, edit)[1], encoding="utf-8")
        return path.read_text(encoding="utf-8")


def test_an_edit_makes_the_file(file: Path) -> None:
    assert amended(file, merge("Ann Lee", ["Annie"])) == ("", '[[entity]]\nname = "Ann Lee"\naliases = ["Annie"]\n')
    assert not file.exists()


def test_comments_and_order_stay() -> None:
    changed = apply(FILE, merge("Ann Lee", ["A. Lee"]), ignore(["Bob"]))
    assert changed.startswith("# kept\n[[entity]]  # a colleague\nname = ")
    assert '["Annie", "A. Lee"]  # since school\n' in changed
    assert changed.endswith('\n\n[[ignore]]\ntext = "Bob"\n')


def test_merging_listed_entities_joins_their_entries() -> None:
    (entity,) = load_text(
        apply(FILE, merge("Bob", ["Bobby"]), merge("Ann Lee", ["Bobby"])), Path("x")
    ).corrections.entities
    assert (entity.name, entity.aliases) == ("Ann Lee", ("Annie", "Bob", "Bobby"))


def test_splitting_a_rule_apart_is_noted_and_can_name_somebody_else() -> None:
    changed = apply("", split("Bill Clinton", ["Mrs. Clinton"], "Hillary Clinton"))
    bill, hillary = load_text(changed, Path("x")).corrections.entities
    assert (bill.name, bill.not_aliases) == ("Bill Clinton", ("Mrs. Clinton",))
    assert (hillary.name, hillary.aliases) == ("Hillary Clinton", ("Mrs. Clinton",))


@pytest.mark.parametrize("form", ["Bill Clinton", "bill CLINTON"])
def test_the_name_itself_cannot_be_taken_away(form: str) -> None:
    with pytest.raises(InputError, match=f"'{form}' is the name of the entity itself"):
        apply("", split("Bill Clinton", ["Mrs. Clinton", form], "Somebody Else"))


def person(label: str, **forms: int) -> Entity:
    known = {form.replace("_", " "): count for form, count in forms.items()} or {label: 1}
    return Entity(label, EntityType.PERSON, label, tuple(Alias(form, n, "") for form, n in known.items()))


ANN, BOB = person("Ann Lee", Ann_Lee=5, Lee=3), person("Bob Lee", Bob_Lee=2, BOB_LEE=1, Lee=1, Bobby=1)


@pytest.mark.parametrize(
    "joined",
    [
        "",
        '[[entity]]\nname = "Ann Lee"\naliases = ["Bobby", "Bob Lee"]',
        '[[entity]]\nname = "Bob Lee"\naliases = ["Ann Lee"]',
    ],
)
@pytest.mark.parametrize("pair", [(ANN, BOB), (BOB, ANN)])
def test_who_is_named_more_is_not_the_other(joined: str, pair: tuple[Entity, Entity]) -> None:
    listed = load_text(apply(joined, apart(*pair)), Path("x")).corrections.entities
    told = {entity.name: (entity.aliases, entity.not_aliases) for entity in listed}
    assert told.pop("Bob Lee", ((), ())) == ((), ())
    assert told == {"Ann Lee": ((), ("Bob Lee", "Bobby"))}


def test_what_the_user_joins_is_the_same_again() -> None:
    both = apply("", apart(person("Ann Lee"), person("Bob")), merge("Ann Lee", ["Bob"]))
    (ann,) = load_text(both, Path("x")).corrections.entities
    assert (ann.aliases, ann.not_aliases) == (("Bob",), ())


@pytest.mark.parametrize("other", [person("ann  LEE"), person("Lee")])
def test_who_is_called_the_same_cannot_be_kept_apart(other: Entity) -> None:
    with pytest.raises(InputError, match="Ann Lee is called so as well"):
        apart(ANN, other)


def test_renaming_keeps_the_old_name_as_an_alias() -> None:
    (entity,) = load_text(apply(FILE, rename("Annie", "Ann B. Lee")), Path("x")).corrections.entities
    assert (entity.name, entity.aliases) == ("Ann B. Lee", ("Annie", "Ann Lee"))


def test_retyping() -> None:
    (entity,) = load_text(apply("", retype("Bob", EntityType.ORG)), Path("x")).corrections.entities
    assert (entity.name, entity.type) == ("Bob", EntityType.ORG)


BETWEEN = '[[relation]]\nsource = "Ann Lee"\ntarget = "Bob"\n'
SAW = Related("Ann Lee", "Bob", "saw", RelationKind.MET)


def related(text: str) -> list[str]:
    relations = load_text(text, Path("x")).corrections.relations
    return [f"{one}: {one.kind or 'none'}" for one in relations]


def test_a_relation_is_rejected_or_put_right() -> None:
    once = apply(FILE, relate(SAW))
    assert once == f'{FILE}\n[[relation]]\nsource = "Ann Lee"\ntarget = "Bob"\nphrase = "saw"\nkind = "met"\n'
    again = apply(once, relate(Related("annie", "bob", "Saw")))
    assert again.endswith('target = "Bob"\nphrase = "saw"\nreject = true\n')
    assert apply(again, relate(SAW)) == once
    other = apply(once, relate(Related("Bob", "Ann Lee", "saw")), relate(Related("Ann Lee", "Bob", "paid")))
    assert related(other) == ["Ann Lee → saw → Bob: met", "Bob → saw → Ann Lee: none", "Ann Lee → paid → Bob: none"]
    general = apply(other, relate(Related("Ann Lee", "Bob")), relate(Related("Bob", "Annie", kind=RelationKind.FAMILY)))
    assert related(general) == [*related(other), "Ann Lee → Bob: family"]


def test_an_edit_that_contradicts_the_file_changes_nothing(file: Path) -> None:
    file.write_text(FILE, encoding="utf-8")
    with pytest.raises(SettingError, match="'Annie' is ignored here, and refers to 'Ann Lee' in line 2"):
        amended(file, ignore(["Annie"]))
    assert file.read_text(encoding="utf-8") == FILE


@given(name=NAMES, other=NAMES)
def test_merge_then_split_restores_the_file(name: str, other: str) -> None:
    if name != other:
        assert apply("", merge(name, [other]), split(name, [other])).strip() == ""


@given(
    edits=st.lists(
        st.one_of(
            st.builds(lambda a, b: merge(a, [b]), NAMES, NAMES),
            st.builds(rename, NAMES, NAMES),
            st.builds(retype, NAMES, st.sampled_from(list(EntityType))),
            st.builds(relate, RELATIONS),
        ),
        max_size=4,
    )
)
def test_an_edit_twice_is_an_edit_once(edits: list[Edit]) -> None:
    try:
        once = apply("", *edits)
        last = edits[-1:]
        assert apply(once, *last) == once
    except SettingError:  # they contradict each other, which is told
        pass


def taken(text: str, more: str) -> str:
    return apply(text, take_over(load_text(more, Path("more.toml")).corrections))


@pytest.mark.parametrize(
    ("text", "more", "after"),
    [
        (
            '[[entity]]\nname = "Ann Lee"\naliases = ["Annie"]\n',
            '[[entity]]\nname = "Dr. Lee"\naliases = ["Ann Lee"]\ntype = "PERSON"\n',
            '[[entity]]\nname = "Dr. Lee"\naliases = ["Annie", "Ann Lee"]\ntype = "PERSON"\n',
        ),
        (
            '[[entity]]\nname = "Ann Lee"\naliases = ["Annie"]\n',
            '[[entity]]\nname = "Ann Lee"\nnot_aliases = ["Annie"]\n',
            '[[entity]]\nname = "Ann Lee"\nnot_aliases = ["Annie"]\n',
        ),
        (
            '[[entity]]\nname = "Ann Lee"\naliases = ["Annie"]\n',
            '[[ignore]]\ntext = "Annie"\n[[ignore]]\npattern = "^x$"\n',
            '[[entity]]\nname = "Ann Lee"\n\n[[ignore]]\ntext = "Annie"\n\n[[ignore]]\npattern = "^x$"\n',
        ),
        ('[[entity]]\nname = "Ann Lee"\n', '[[ignore]]\ntext = "Ann Lee"\n', '[[ignore]]\ntext = "Ann Lee"\n'),
        (
            f'{BETWEEN}phrase = "saw"\nkind = "met"\n',
            f'{BETWEEN}phrase = "saw"\nkind = "other"\n\n{BETWEEN}reject = true\n',
            f'{BETWEEN}phrase = "saw"\nkind = "other"\n\n{BETWEEN}reject = true\n',
        ),
    ],
)
def test_what_is_taken_over_wins(text: str, more: str, after: str) -> None:
    assert taken(text, more).strip() == after.strip()
    assert taken(after, more).strip() == after.strip()
