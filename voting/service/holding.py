"""What the links that a browser holds open: areas and programmes."""

from collections.abc import Iterable

from voting.core.actors import Role
from voting.identity import Held
from voting.programme.area import Area
from voting.programme.programme import Programme
from voting.service.base import Base


class Holding(Base):
    def areas_held(self, held: Iterable[Held]) -> list[Area]:
        """The areas whose own links are among these and still in force, in their order. Those that
        can't be read are left out, as everywhere here."""
        links = {one.workshop: one.link for one in held if one.role is Role.AREA}
        found = self.store.areas_alone(list(links))
        return [area for area in found if area.links["area"] == links[area.id]]

    def areas_invited_to(self, held: Iterable[Held]) -> list[Area]:
        """The areas to whose meetings these say that somebody is invited."""
        invited = [one.workshop for one in held if one.role is Role.INVITED]
        return self.store.areas_alone(list(dict.fromkeys(invited))) if invited else []

    def programmes_held(self, held: Iterable[Held]) -> list[tuple[Role, Programme]]:
        """The programmes whose links are among these and still in force, each in its best role, in
        their order."""
        links: dict[str, dict[Role, int | None]] = {}
        for one in held:
            if one.role in (Role.PROGRAMME, Role.EVALUATOR):
                links.setdefault(one.workshop, {})[one.role] = one.link
        found = []
        for programme in self.store.held_programmes(list(links)):
            opened = [
                role
                for role in (Role.PROGRAMME, Role.EVALUATOR)
                if links[programme.id].get(role, -1) == programme.links[role.value]
            ]
            found += [(role, programme) for role in opened[:1]]
        return found

    def editable_areas(self, held: Iterable[Held]) -> list[Area]:
        """All areas that these links let somebody edit: by their own, and by those of their
        programmes."""
        held = list(held)
        own = self.areas_held(held)
        teams = [p for role, p in self.programmes_held(held) if role is Role.PROGRAMME]
        others = [id for p in teams for id in p.areas if id not in {area.id for area in own}]
        theirs = self.store.areas_alone(list(dict.fromkeys(others)))
        return own + [area for area in theirs if area.programme in {p.id for p in teams}]
