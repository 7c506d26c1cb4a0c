"""Areas and programmes in the store: the document, its log, and what is kept beside an area."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from voting.programme.area import Area
from voting.programme.entries import AreaEntry, ProgrammeEntry
from voting.programme.programme import Programme
from voting.programme.result import Result
from voting.programme.situation import Lead
from voting.refusals.areas import UnknownArea, UnknownProgramme
from voting.store import codec, keys
from voting.store.asking import Asking
from voting.store.readable import readable

_SEALS = ("revision", "seal", "results")
Line = tuple[bytes, AreaEntry]  # of an area's log, with its id there
Mark = tuple[bytes | None, ...]  # revision and seal, None where there is no such thing


class Place(Struct, frozen=True):
    """Where a workshop is: its mark, by which one saved document is told from another (without a
    revision there is none), and the id of the area that its back link leads to."""

    workshop: str
    mark: Mark
    area: str | None


class HeldArea(Struct, frozen=True):
    """An area with what is kept beside it, of one moment. A result that can't be read is left
    out."""

    area: Area
    results: Mapping[str, Result]
    leads: tuple[Lead, ...]


class Areas(Asking):
    def save_area(
        self,
        before: int,
        after: Area,
        entry: AreaEntry | None,
        *,
        results: Sequence[Result] = (),
        without_result: str = "",
        leads: Sequence[Lead] | None = None,
        lines: Sequence[Line] = (),
    ) -> bool:
        """Save ``after`` and log ``entry`` if the area is still at revision ``before`` (0: it is
        made); with None for an entry only what is beside the area is written. ``results`` are kept
        unless a later version of them is, the one of the workshop ``without_result`` is taken out,
        ``leads`` take the place of those there were, and ``lines`` that of those of the log with
        the same id, all in the same step. False, with nothing
        written, if somebody else was first."""
        id = after.id
        kept = [(one.workshop, one.version, codec.encode_result(one)) for one in results]
        taken_out = [(without_result, 0, b"")] if without_result else []
        people = [codec.encode_lead(lead) for lead in leads or ()]
        saved = self._run(
            "save_area",
            keys=[
                keys.area(id),
                keys.area_log(id),
                keys.results(id),
                keys.area(id) if leads is None else keys.leads(id),
            ],
            args=[
                before,
                after.revision,
                codec.encode_area(after),
                codec.encode_area_entry(entry) if entry else "",
                keys.HINTS,
                f"{id} area",
                len(lines),
                *(part for id, line in lines for part in (id, codec.encode_area_entry(line))),
                len(kept) + len(taken_out),
                *(part for each in kept + taken_out for part in each),
                *(part for pair in enumerate(people) for part in pair),
            ],
        )
        return bool(saved)

    def area(self, area: str) -> Area:
        """The area as last saved; raises UnknownArea, or NewerVersion."""
        with self._answering():
            data = self._redis.hget(keys.area(area), "document")
        if data is None:
            raise UnknownArea(area=area)
        return codec.decode_area(data)

    def area_log(self, area: str) -> list[AreaEntry]:
        """Every command given to the area, oldest first; raises UnknownArea."""
        return [entry for _, entry in self.area_lines(area)]

    def area_lines(self, area: str) -> list[Line]:
        """The same with the ids of the lines."""
        with self._answering():
            rows = self._redis.xrange(keys.area_log(area))
        if not rows:
            raise UnknownArea(area=area)
        return [(line, codec.decode_area_entry(fields[b"entry"])) for line, fields in rows]

    def areas_alone(self, areas: Sequence[str]) -> list[Area]:
        """Those of these areas that there are and that can be read, in this order, without what is
        beside them, in one round trip. What can't be read is logged."""
        rows = self._of_each(areas, lambda pipe, id: pipe.hget(keys.area(id), "document"))
        read = [
            readable("area", id, codec.decode_area, document)
            for id, (document,) in zip(areas, rows, strict=True)
        ]
        return [area for area in read if area is not None]

    def held_areas(self, areas: Sequence[str]) -> list[HeldArea]:
        """Those of these areas that there are and that can be read, in this order, with what is
        beside them, in one round trip. What can't be read is logged."""
        rows = self._of_each(
            areas,
            lambda pipe, id: pipe.hget(keys.area(id), "document"),
            lambda pipe, id: pipe.hgetall(keys.results(id)),
            lambda pipe, id: pipe.hgetall(keys.leads(id)),
        )
        held = []
        for id, (document, results, leads) in zip(areas, rows, strict=True):
            area = readable("area", id, codec.decode_area, document)
            if area is not None:
                held.append(HeldArea(area, _results(results), _leads(leads)))
        return held

    def results(self, area: str) -> dict[str, Result]:
        """What the workshops of an area settled, by workshop, as far as it is kept."""
        with self._answering():
            return _results(self._redis.hgetall(keys.results(area)))

    def result(self, area: str, workshop: str) -> Result | None:
        """What one workshop settled; None if nothing is kept, or what is can't be read."""
        with self._answering():
            data = self._redis.hget(keys.results(area), workshop)
        return readable("result", workshop, codec.decode_result, data)

    def areas_naming(self, text: str) -> list[Area]:
        """The areas in whose document this text is, found without decoding all of them."""
        rows = self._of_each(self.areas(), lambda pipe, id: pipe.hget(keys.area(id), "document"))
        found = [data for (data,) in rows if data and text.encode() in data]
        read = [readable("area", text, codec.decode_area, data) for data in found]
        return [area for area in read if area is not None]

    def leads(self, area: str) -> tuple[Lead, ...]:
        with self._answering():
            return _leads(self._redis.hgetall(keys.leads(area)))

    def areas(self) -> list[str]:
        """The id of every area there is, in no order."""
        return self._ids(keys.area_log("*"))

    def seals_of_areas(self, areas: Sequence[str]) -> list[Mark]:
        """What tells one state of each of these areas from another, with what is beside it, in one
        round trip; all None for one that there is not."""
        rows = self._of_each(areas, lambda pipe, id: pipe.hmget(keys.area(id), *_SEALS))
        return [tuple(row) for (row,) in rows]

    def area_and_seals(self, area: str) -> tuple[Area, Mark]:
        """The area and its seals, of one moment; raises UnknownArea."""
        with self._answering():
            document, *seals = self._redis.hmget(keys.area(area), "document", *_SEALS)
        if document is None:
            raise UnknownArea(area=area)
        return codec.decode_area(document), tuple(seals)

    def erase_area(self, area: str, revision: int | None = None) -> bool:
        """Delete an area with its log, results, leads, roster and plan in one step, if it is still
        at ``revision``; returns whether that was so. Only then the form that made it goes too: sent
        again, it makes another."""
        everything = [keys.area(area), keys.area_log(area), keys.results(area), keys.leads(area)]
        everything += [keys.roster(area), keys.outbox(area), *(of(area) for of in keys.OF_A_PLAN)]
        expected = "" if revision is None else revision
        erased = self._run("erase_area", everything, [expected, keys.HINTS, f"{area} area"])
        if erased:
            with self._answering():
                self._delete_leading_to(area, keys.request("*"))
                self._redis.zrem(keys.MAIL_DUE, area)
        return bool(erased)

    # --- which workshop is in which area ---

    def belong(self, workshop: str, area: str) -> str | None:
        """Note that a workshop is one of an area; returns the area that it was one of before, ""
        for none, and None, with nothing written, if the workshop is there no more."""
        before = self._run("belong", [keys.gate(workshop), keys.area_of(workshop)], [area])
        return None if before is None else str(before.decode())

    def area_of(self, workshop: str) -> str | None:
        """The id of the area that a workshop is noted to be one of."""
        return self.areas_of([workshop])[0]

    def areas_of(self, workshops: Sequence[str]) -> list[str | None]:
        rows = self._of_each(workshops, lambda pipe, id: pipe.get(keys.area_of(id)))
        return [found.decode() if found else None for (found,) in rows]

    def belong_nowhere(self, workshops: Sequence[str], area: str) -> None:
        """Forget that these workshops were in an area, where they still are."""
        for workshop, found in zip(workshops, self.areas_of(workshops), strict=True):
            if found == area:
                with self._answering():
                    self._redis.delete(keys.area_of(workshop))

    def places(self, workshops: Sequence[str]) -> list[Place]:
        """Where each of these workshops is, in one round trip."""
        rows = self._of_each(
            workshops,
            lambda pipe, id: pipe.hmget(keys.gate(id), "revision", "seal"),
            lambda pipe, id: pipe.get(keys.area_of(id)),
        )
        return [
            Place(id, tuple(mark), area.decode() if area else None)
            for id, (mark, area) in zip(workshops, rows, strict=True)
        ]

    def marks_of(self, workshops: Sequence[str]) -> list[Mark]:
        """What tells one state of each of these workshops from another, in one round trip."""
        rows = self._of_each(
            workshops, lambda pipe, id: pipe.hmget(keys.gate(id), "revision", "seal")
        )
        return [tuple(mark) for (mark,) in rows]

    # --- programmes ---

    def save_programme(self, before: int, after: Programme, entry: ProgrammeEntry) -> bool:
        """Save ``after`` and log ``entry`` if the programme is still at revision ``before`` (0: it
        is made). False, with nothing written, if somebody else was first."""
        own = keys.programme(after.id)
        saved = self._run(
            "save_area",
            keys=[own, keys.programme_log(after.id), own, own],
            args=[
                before,
                after.revision,
                codec.encode_programme(after),
                codec.encode_programme_entry(entry),
                keys.HINTS,
                f"{after.id} area",
                0,
                0,
            ],
        )
        return bool(saved)

    def programme(self, programme: str) -> Programme:
        """The programme as last saved; raises UnknownProgramme, or NewerVersion."""
        with self._answering():
            data = self._redis.hget(keys.programme(programme), "document")
        if data is None:
            raise UnknownProgramme(programme=programme)
        return codec.decode_programme(data)

    def held_programmes(self, programmes: Sequence[str]) -> list[Programme]:
        """Those of these programmes that there are and that can be read, in one round trip."""
        rows = self._of_each(programmes, lambda pipe, id: pipe.hget(keys.programme(id), "document"))
        read = [
            readable("programme", id, codec.decode_programme, data)
            for id, (data,) in zip(programmes, rows, strict=True)
        ]
        return [programme for programme in read if programme is not None]

    def programme_log(self, programme: str) -> list[ProgrammeEntry]:
        """Every command given to the programme, oldest first; raises UnknownProgramme."""
        with self._answering():
            rows = self._redis.xrange(keys.programme_log(programme))
        if not rows:
            raise UnknownProgramme(programme=programme)
        return [codec.decode_programme_entry(fields[b"entry"]) for _, fields in rows]

    def programmes(self) -> list[str]:
        """The id of every programme there is, in no order."""
        return self._ids(keys.programme_log("*"))

    # --- asking for many ---

    def _ids(self, match: str) -> list[str]:
        with self._answering():
            # A scan may give a key more than once.
            found = set(self._redis.scan_iter(match=match, count=500))
        return sorted(key.decode().partition("{")[2].partition("}")[0] for key in found)


def _results(held: Mapping[bytes, bytes]) -> dict[str, Result]:
    read = {
        id.decode(): readable("result", id.decode(), codec.decode_result, data)
        for id, data in held.items()
    }
    return {id: result for id, result in read.items() if result is not None}


def _leads(held: Mapping[bytes, bytes]) -> tuple[Lead, ...]:
    read = [
        readable("lead", number.decode(), codec.decode_lead, held[number])
        for number in sorted(held, key=int)
    ]
    return tuple(lead for lead in read if lead is not None)
