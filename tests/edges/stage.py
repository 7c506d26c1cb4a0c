"""One of everybody who could knock at a door, for the matrices of who may do what."""

from lab.rig.live_room import LiveRoom

ROLES = ("stranger", "attendee", "lead", "room", "trainer", "old_trainer", "removed")
CONNECTED = ("attendee", "lead", "room", "trainer")


class Stage:
    """A workshop with a browser for each role; the last two no longer belong to it."""

    def __init__(self, room: LiveRoom) -> None:
        self.room = room
        attendee, removed, self.spare = room.people(3)
        old_trainer = room.page("trainer")
        self.pages = {
            "attendee": attendee,
            "lead": room.page("lead"),
            "room": room.page("room"),
            "trainer": room.trainer,
        }
        self.browsers = {role: page.browser for role, page in self.pages.items()} | {
            "stranger": room.browser(),
            "old_trainer": old_trainer.browser,
            "removed": removed.browser,
        }
        self.person = removed.you["id"]

    def shuts_out(self) -> None:
        """The old trainer's link is replaced and the removed attendee is taken out."""
        self.room.trainer.command("replace_link", link="trainer")
        self.room.trainer.command("remove_person", person=self.person)

    def payload(self, event: str) -> dict:
        """What ``event`` could come with, well formed."""
        details = {"area": "Area", "kind": "review", "date": "2026-11-23", "title": ""}
        if event == "reason":  # like a vote, it is known by its person and round
            return {"round": 1, "text": ""}
        if event == "answer_plan":
            return {"question": 1, "vote_id": "answer-one", "sequence": 1, "score": 5}
        if event == "drop_suggestion":
            return {"suggestion": "suggestion-one"}
        return {"id": f"request-{event}"} | {
            "suggest": {"text": "A list"},
            "show_plan": {"part": "goals"},
            "ask_score": {"goal": "g1"},
            "close_question": {"question": 1},
            "cancel_question": {"question": 1},
            "enter_answers": {"question": 1, "counts": [0] * 11},
            "practice_answer": {"question": 1},
            "choose_needs": {"domains": ["clarity"]},
            "write_goal": {"goal": "g1", "field": "text", "value": "A goal", "edit": 0},
            "choose_text": {"goal": "g1", "rival": "t1", "use": True},
            "agree_goal": {"goal": "g1", "wording": {"text": "A goal"}},
            "reword_goal": {"goal": "g1"},
            "drop_draft": {"goal": "g1"},
            "close_goal": {"goal": "g1", "state": "reached"},
            "reopen_goal": {"goal": "g1"},
            "settle_score": {"goal": "g1", "question": 1, "method": "median", "score": 5},
            "note_goal": {"goal": "g1", "hinders": "", "helps": ""},
            "add_session": {"format": "workshop"},
            "change_session": {"session": "s1", "format": "workshop"},
            "remove_session": {"session": "s1"},
            "add_action": {"text": "An action"},
            "change_action": {"action": "a1", "text": "An action"},
            "mark_action": {"action": "a1", "state": "done"},
            "remove_action": {"action": "a1"},
            "introduce": {"name": "Trainer A. B."},
            "join": {"name": "Attendee 1", "sector": "school"},
            "edit_details": {"details": details},
            "replace_link": {"link": "join"},
            "remove_person": {"person": self.spare.you["id"]},
            "remove_joined": {"minutes": 0},
            "merge_people": {"person": self.person, "into": self.spare.you["id"]},
            "recognise_invited": {"person": self.person, "into": self.spare.you["id"]},
            "forget_names": {"people": [self.person]},
            "readmit_person": {"person": self.spare.you["id"]},
            "open_round": {"domain": "clarity"},
            "show_domain": {"domain": "clarity"},
            "reveal_ahead": {"domain": "clarity"},
            "reopen_ruling": {"domain": "clarity"},
            "record_ruling": {"domain": "clarity", "method": "consensus", "rating": 1},
            "record_rulings": {"domains": ["clarity"], "method": "majority"},
            "name_rows": {"names": ["A row"]},
            "name_copies": {"names": ["The clinic"]},
            "close_round": {"round": 1},
            "cancel_round": {"round": 1},
            "enter_hands": {"round": 1, "counts": [0, 0, 0, 0]},
            "nudge": {"round": 1},
            "add_practice": {"count": 1},
            "practice_rate": {"round": 1, "picture": "close"},
            "show_part": {"part": "picture"},
            "hide_part": {"part": "picture"},
            "show_reason": {"reason": "no-such-reason"},
            "withdraw_reason": {"reason": "no-such-reason"},
            "start_break": {"seconds": 60},
            "set_least_group": {"ratings": 5},
            "set_auto_close": {"on": False},
            "set_timer": {"seconds": 60},
            "extend_timer": {"seconds": 60},
        }.get(event, {})


def read_table(text: str) -> dict[str, dict[str, str]]:
    """Rows by name from a table in words; the first line names the columns."""
    heading, *rows = [line.split() for line in text.strip().splitlines()]
    for row in rows:
        assert len(row) == len(heading) + 1, f"a row with a gap: {row}"
    return {name: dict(zip(heading, cells, strict=True)) for name, *cells in rows}
