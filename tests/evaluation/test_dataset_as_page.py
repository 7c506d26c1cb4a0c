"""The command on a programme's dataset gives the figures of the programme's page."""

import random

import pytest
from msgspec.structs import replace

from tests.builders import WORDS, cascade
from tests.exports.test_pack import told_of
from tests.views.areas import AT, UNDECIDED, area, programme
from voting.evaluate import main
from voting.evaluation.comparing import Comparison, compare
from voting.evaluation.reading import as_held, read
from voting.reports import programme_files
from voting.reports.evaluation.pack import files
from voting.reports.programme_dataset import dataset
from voting.views.evaluation import EvaluationView, evaluation_view
from voting.views.evaluation_choosing import Asked
from voting.views.programme import Asked as Names
from voting.views.programme import in_order

KNOWN = {"cascade": cascade()}
FIRST, SECOND = "workshop-1", "workshop-2"


def both(*areas) -> tuple[Comparison, EvaluationView, bytes]:
    numbers = {each.area.id: number for number, each in enumerate(areas, start=1)}
    named = in_order(areas, numbers, Names(), evaluating=True)
    told = dataset(programme(*areas), named, AT, WORDS, known=KNOWN, whole=False)
    data = programme_files.write("dataset.csv", told, WORDS)
    found = as_held(read(data, cascade()), FIRST, SECOND, cascade())
    view = evaluation_view(named, Asked(), KNOWN, cascade())
    return compare(found.panel, FIRST, SECOND), view, data


def of_kinds(one, *kinds: str):
    """The area with its workshops called so, in the order in which they were held."""
    events = tuple(replace(e, kind=k) for e, k in zip(one.area.events, kinds, strict=True))
    return replace(one, area=replace(one.area, events=events))


@pytest.mark.parametrize("seed", range(20))
def test_whatever_was_held_the_command_and_the_page_agree(seed):
    chance = random.Random(seed)
    areas = []
    for number in range(chance.randint(1, 14)):
        kinds = chance.choices((FIRST, SECOND, "review-3"), k=chance.randint(0, 3))
        held = [tuple(chance.choices((0, 1, 2, 3, None, UNDECIDED), k=7)) for _ in kinds]
        is_named = chance.random() < 0.5
        version = replace(cascade(), version=chance.choice(("1", "2")))
        one = area(f"a{number}", *held, named=is_named, framework=version)
        areas.append(of_kinds(one, *kinds))
    areas.append(area("usual", (1,) * 7, (2,) * 7))
    by_command, view, _ = both(*areas)
    assert view.comparison.domains == but_for_absent(by_command, view)
    assert view.comparison.alpha == by_command.alpha


def but_for_absent(ours: Comparison, view: EvaluationView):
    """With as many absent as on the page, which leaves out areas that held neither workshop."""
    return tuple(
        replace(
            one,
            first=replace(one.first, absent=there.first.absent),
            second=replace(one.second, absent=there.second.absent),
        )
        for one, there in zip(ours.domains, view.comparison.domains, strict=True)
    )


def test_a_second_workshop_held_before_the_first_is_told(tmp_path, capsys):
    swapped = of_kinds(area("a", (1,) * 7, (2,) * 7), SECOND, FIRST)
    areas = [swapped, area("b", (1,) * 7, (2,) * 7)]
    by_command, view, data = both(*areas)
    assert view.swapped == 1
    assert by_command.domains[0].changes.up == view.comparison.domains[0].changes.up == 2
    file = tmp_path / "dataset.csv"
    file.write_bytes(data)
    assert main([str(file), "--out", str(tmp_path / "out")]) == 0
    first, second = (WORDS.say(f"area.kinds.{kind}") for kind in (FIRST, SECOND))
    values = {"n": 1, "first": first, "second": second}
    assert WORDS.say("evaluation_files.remarks.swapped", **values) in capsys.readouterr().out
    said = WORDS.say("evaluation_files.methods.swapped", **values)
    of_pack = files(told_of(*areas), WORDS)["methods.txt"]
    for text in ((tmp_path / "out" / "methods.txt").read_text(), of_pack):
        assert said in " ".join(text.split())
