"""List areas, workshops and programmes, and print or replace any of their links.

    python -m voting.links list [TEXT]
    python -m voting.links show KIND ID
    python -m voting.links replace KIND ID
    python -m voting.links merge AREA INTO [--yes]
    python -m voting.links leave AREA
    python -m voting.links erase area ID [--with-workshops]

KIND is join, trainer, lead or room (of a workshop), area (of an area), programme or evaluator (of a
programme). It uses the store in the settings, whether or not the app is running, and the same
SECRET_KEY and PUBLIC_URL as the app. A link that is printed opens what it says for whoever has it.
"""

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterator
from pathlib import Path

import redis
from msgspec import Struct

from voting.config import SHORTEST_KEY, BadSetting, Settings, read_settings
from voting.core import commands as c
from voting.core.actors import CLOCK, Role
from voting.core.state import Workshop
from voting.identity import Identity
from voting.moments import now
from voting.programme.area import Area
from voting.programme.commands import EnterProgramme, ReplaceAreaLink, ReplaceProgrammeLink
from voting.programme.programme import Programme
from voting.refusals import Refusal
from voting.refusals.areas import UnknownArea, UnknownProgramme
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.serving import StoreUnavailable
from voting.service import Service
from voting.store.embedded import EmbeddedStoreError
from voting.store.opening import opened
from voting.store.redis_store import RedisStore
from voting.words import Words, load

OF_WORKSHOPS = ("join", "trainer", "lead", "room")
OF_PROGRAMMES = ("programme", "evaluator")
_AT_ONCE = 200  # workshops loaded in one round trip
KINDS = (*OF_WORKSHOPS, "area", *OF_PROGRAMMES)


class NotDone(Exception):
    """Why nothing was done, in one line."""


class Office(Struct, frozen=True):
    """What the command works with."""

    service: Service
    identity: Identity
    words: Words
    address: str

    def kind(self, key: str) -> str:
        return self.words.say(f"common.kinds.{key}")


def main(arguments: list[str]) -> int:
    """Do what the command line says; returns the exit status."""
    try:
        asked = _parser().parse_args(arguments)
    except SystemExit as ended:  # it has said why
        return int(ended.code or 0)
    try:
        settings = read_settings()
        with opened(settings.redis_url, settings.data_dir) as client:
            trusted = bool(settings.create_passphrase)
            service = Service(RedisStore(client), {}, now, one_organisation=trusted)
            office = Office(service, Identity(_secret(settings)), load(), settings.address)
            run: Callable[[Office, Namespace], Iterator[str]] = asked.run
            for line in run(office, asked):
                print(line)
    except (BadSetting, EmbeddedStoreError, NotDone, OSError, redis.RedisError) as problem:
        return _not_done(str(problem))
    except StoreUnavailable as problem:
        return _not_done(f"the store does not answer ({problem.reason}).")
    except UnknownWorkshop as problem:
        return _not_done(f"there is no workshop {problem.values.get('workshop', '')}.")
    except UnknownArea as problem:
        return _not_done(f"there is no area {problem.values.get('area', '')}.")
    except UnknownProgramme as problem:
        return _not_done(f"there is no programme {problem.values.get('programme', '')}.")
    except Refusal as problem:
        return _not_done(load().refusal(problem))
    return 0


def _not_done(why: str) -> int:
    print(f"Nothing was done: {why}", file=sys.stderr)
    return 1


def _parser() -> ArgumentParser:
    says = (__doc__ or "").partition("\n\n")
    parser = ArgumentParser(
        "python -m voting.links", description=says[0], formatter_class=RawDescriptionHelpFormatter
    )
    actions = parser.add_subparsers(
        required=True, metavar="list | show | replace | merge | leave | erase"
    )
    listing = actions.add_parser("list", help="areas with their workshops, and programmes")
    listing.add_argument("text", nargs="?", default="", help="only what has this in its name or id")
    listing.set_defaults(run=_list)
    for name, run, help in (
        ("show", _show, "print a link as it is now"),
        ("replace", _replace, "make a new link and print it; the old one stops working"),
    ):
        one = actions.add_parser(name, help=help)
        one.add_argument("kind", choices=KINDS)
        one.add_argument("id", help="of the workshop, area or programme, as list prints it")
        one.set_defaults(run=run)
    merging = actions.add_parser("merge", help="bring one area into another")
    merging.add_argument("area", help="the area that ends")
    merging.add_argument("into", help="the area that has everything then")
    merging.add_argument("--yes", action="store_true", help="do it; without, only say what it does")
    merging.set_defaults(run=_merge)
    leaving = actions.add_parser("leave", help="take an area out of its programme")
    leaving.add_argument("area")
    leaving.set_defaults(run=_leave)
    erasing = actions.add_parser("erase", help="erase an area, with its results and leads")
    erasing.add_argument("kind", choices=("area",))
    erasing.add_argument("id")
    erasing.add_argument(
        "--with-workshops", action="store_true", help="and its workshops, with all that people said"
    )
    erasing.set_defaults(run=_erase)
    return parser


def _secret(settings: Settings) -> str:
    """The key that the app makes links from; one is never made here, since it would open
    nothing."""
    kept: Path = settings.data_dir / "secret.key"
    secret = settings.secret_key or (kept.read_text().strip() if kept.exists() else "")
    if len(secret) < SHORTEST_KEY:
        raise NotDone(f"links need the app's SECRET_KEY, or its DATA_DIR with {kept.name} in it.")
    return secret


# --- list -----------------------------------------------------------------------------------------


def _list(office: Office, asked: Namespace) -> Iterator[str]:
    wanted = asked.text.casefold()
    some = [part for part in _listed(office) if _has(part, wanted)]
    for heading, *lines in some:
        under = [line for line in lines if _is_in(line, wanted)]
        yield heading
        yield from (f"  {line}" for line in (lines if _is_in(heading, wanted) else under))
    if not some:
        yield f"Nothing has “{asked.text}” in its name or id." if wanted else "There is nothing."


def _has(part: list[str], wanted: str) -> bool:
    return any(_is_in(line, wanted) for line in part)


def _is_in(line: str, wanted: str) -> bool:
    return wanted in line.casefold()


def _listed(office: Office) -> Iterator[list[str]]:
    """Each area with its workshops below it, then workshops of none, and programmes."""
    store = office.service.store
    workshops = dict(_workshop_lines(office))
    held = store.held_areas(store.areas())
    for one in sorted(held, key=lambda one: (one.area.name.casefold(), one.area.id)):
        of = one.area.programme and f"of {one.area.programme}"
        heading = _line("area", one.area.id, one.area.name, of)
        lines = []
        for id in one.area.workshops():
            if id in workshops:
                lines.append(workshops.pop(id))
            elif gone := one.results.get(id):
                lines.append(_line("result", id, gone.date, office.kind(gone.kind), gone.title))
        yield [heading, *lines]
    for line in workshops.values():
        yield [_line(line, "in no area yet")]
    for programme in store.held_programmes(store.programmes()):
        many = f"{len(programme.areas)} areas"
        yield [_line("programme", programme.id, programme.name, many)]


def _workshop_lines(office: Office) -> Iterator[tuple[str, str]]:
    store = office.service.store
    ids = store.workshops()
    for start in range(0, len(ids), _AT_ONCE):
        for w in store.load_all(ids[start : start + _AT_ONCE]):
            said = w.details
            marks = [
                name
                for name, so in (("rehearsal", w.rehearsal), ("finished", w.is_finished()))
                if so
            ]
            kind = office.kind(said.kind)
            yield w.id, _line("workshop", w.id, said.date, kind, said.title, said.area, *marks)


def _line(*parts: str) -> str:
    return "  ".join(part for part in parts if part)


# --- links ----------------------------------------------------------------------------------------


def _show(office: Office, asked: Namespace) -> Iterator[str]:
    yield from _printed(office, asked.kind, _found(office, asked.kind, asked.id))


def _replace(office: Office, asked: Namespace) -> Iterator[str]:
    service, kind = office.service, asked.kind
    _found(office, kind, asked.id)
    after: Workshop | Area | Programme
    if kind in OF_WORKSHOPS:
        after = service.act(asked.id, CLOCK, c.ReplaceLink(kind))
    elif kind == "area":
        after = service.act_on_area(asked.id, CLOCK, ReplaceAreaLink())
    else:
        after = service.act_on_programme(asked.id, CLOCK, ReplaceProgrammeLink(kind))
    yield from _printed(office, kind, after)


def _found(office: Office, kind: str, id: str) -> Workshop | Area | Programme:
    if kind in OF_WORKSHOPS:
        return office.service.store.load(id)
    return office.service.area(id) if kind == "area" else office.service.programme(id)


def _printed(office: Office, kind: str, of: Workshop | Area | Programme) -> Iterator[str]:
    """The link alone on its line; what there is to know about it goes to the error output."""
    if isinstance(of, Workshop) and kind == "join":
        if of.code_expires < office.service.clock() or of.is_finished() or of.locked:
            print("Nobody can join by this link now.", file=sys.stderr)
        yield f"{office.address}/j/{of.code}"
    else:
        yield f"{office.address}/enter#{office.identity.link(Role(kind), of.id, of.links[kind])}"


# --- areas ----------------------------------------------------------------------------------------


def _merge(office: Office, asked: Namespace) -> Iterator[str]:
    if asked.area == asked.into:
        raise NotDone("an area can't be brought into itself.")
    ends, there = (office.service.area(id) for id in (asked.area, asked.into))
    yield from _price(office, ends, there)
    if not asked.yes:
        raise NotDone("it can't be undone. Run it again with --yes if this is what you want.")
    into = office.service.merge_areas(asked.area, asked.into)
    yield f"{asked.area} is in {into.id} now, and its own link is dead. Everybody needs this one:"
    yield from _printed(office, "area", into)


def _price(office: Office, ends: Area, into: Area) -> Iterator[str]:
    """What bringing an area into another does besides."""
    one, other = f"{ends.name} ({ends.id})", f"{into.name} ({into.id})"
    yield f"The link of {one} stops working: its leads need the one of {other}."
    yield (
        f"Later workshops of {other} won't recognise people who came to those of {one}, "
        "so they won't say how many were there before."
    )
    if ends.named != into.named:
        unsaid = one if into.named else other
        yield f"Reports won't name {other}: that was not agreed for {unsaid}."
    if ends.programme and ends.programme != into.programme:
        programme = _programme_called(office, ends.programme)
        if into.programme:
            theirs = _programme_called(office, into.programme)
            yield f"{programme} loses {one}; {theirs} gets it, with its workshops and their links."
        else:
            yield f"{programme} gets all of {other}, with its workshops and their links."
    elif into.programme and not ends.programme:
        theirs = _programme_called(office, into.programme)
        yield f"{theirs} gets all of {one}, with its workshops and their links."


def _programme_called(office: Office, id: str) -> str:
    held = office.service.store.held_programmes([id])
    return f"{held[0].name} ({id})" if held else f"The programme {id}"


def _leave(office: Office, asked: Namespace) -> Iterator[str]:
    area = office.service.area(asked.area)
    if not area.programme:
        raise NotDone("it is in no programme.")
    office.service.act_on_area(area.id, CLOCK, EnterProgramme(""))
    yield f"{area.name} ({area.id}) has left {_programme_called(office, area.programme)}."
    yield "Its team may still have the links: replace that of the area and those of its workshops."


def _erase(office: Office, asked: Namespace) -> Iterator[str]:
    """Workshops go only if that was asked for, and first: cut short, it can be asked for again."""
    service, area = office.service, office.service.area(asked.id)
    there = [at.workshop for at in service.store.places(area.workshops()) if at.mark[0]]
    if there and not asked.with_workshops:
        raise NotDone(
            f"{area.name} ({area.id}) has workshops that are still kept: {', '.join(there)}. Move "
            "them to another area first, or erase them as well, with --with-workshops."
        )
    for workshop in there:
        service.store.erase(workshop)
    service.erase_area(area.id)
    workshops = f" and {len(there)} workshop{'s' * (len(there) > 1)}" if there else ""
    yield f"{area.name} ({area.id}) is erased, with its results and leads{workshops}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
