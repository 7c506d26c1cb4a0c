"""The pages about an event's people, in the application itself: leads, their programme's team, and
everybody else."""

import csv
import html
import io
import re
from datetime import timedelta
from urllib.parse import unquote

import openpyxl
import pytest
from msgspec.structs import replace

from lab.rig.words import said
from tests.store.areas import StoredArea
from voting.config import Settings
from voting.core.actors import CLOCK, Actor, Role
from voting.instruments.tally import Ballot
from voting.moments import now
from voting.programme import commands as p
from voting.programme.area import Event
from voting.refusals.sent import TooLarge
from voting.registration import commands as c
from voting.registration.roster import About
from voting.store.ahead import Cell
from voting.web import create_app
from voting.wire.codec import MOST_PASTED

JO, AL = "jo.bloggs@example.org", "al@example.org"
DAY = (now() + timedelta(days=5)).date().isoformat()


class Desk:
    """An area with one meeting, its lead's browser, and that of its programme's team."""

    def __init__(self, store) -> None:
        self.store = store
        self.app = create_app(Settings(secret_key="k" * 32, async_mode="threading"), store)
        self.service = self.app.service
        self.area = StoredArea(store)
        self.id = self.area.id
        event = Event("", "workshop-1", f"{DAY}T09:30", 180, "Village hall")
        (self.event,) = (e.id for e in self.area.does(p.PlanEvent(event)).events)
        programme = self.service.make_programme("form", p.CreateProgramme("Link"), CLOCK).id
        self.service.act_on_programme(programme, CLOCK, p.AddArea(self.id))
        self.lead = self.browser(Role.AREA, self.id)
        self.team = self.browser(Role.PROGRAMME, programme)
        self.stranger = self.browser()

    def browser(self, role: Role | None = None, id: str = ""):
        client = self.app.flask.test_client()
        client.token = client.get("/hello").json["token"]
        if role:
            link = self.app.identity.link(role, id, 0)
            answer = client.post("/enter", data={"link": link, "token": client.token})
            assert answer.status_code == 303
        return client

    def get(self, page: str = "", by=None, **query):
        query = {"event": self.event} | query
        path = f"/area/{self.id}/people" + (f"/{page}" if page else "")
        return (by or self.lead).get(path, query_string=query)

    def page(self, page: str = "", by=None, **query) -> str:
        answer = self.get(page, by, **query)
        assert answer.status_code == 200, answer.text[:500]
        return html.unescape(answer.text)

    def sends(self, command: str, by=None, **fields):
        client = by or self.lead
        told = {"token": client.token, "event": self.event} | fields
        return client.post(f"/area/{self.id}/people/{command}", data=told)

    def does(self, command: str, by=None, **fields) -> str:
        """It is done; what the next page says."""
        answer = self.sends(command, by, **fields)
        assert answer.status_code == 303, html.unescape(answer.text)[-3000:]
        to = answer.headers["Location"].partition("#")[0]
        return html.unescape((by or self.lead).get(to).text)

    @property
    def roster(self):
        return self.service.roster(self.id)

    def named(self, name: str):
        (found,) = (one for one in self.roster.invitees.values() if one.about.name == name)
        return found

    def reply(self, name: str):
        return self.named(name).replies[self.event]

    def invites(self, *lines: str, **fields) -> str:
        """As a lead does: the list is looked at, then those on it are invited."""
        return self.does("invite", people=carried(self.checks("\n".join(lines))), **fields)

    def checks(self, lines: str, **fields) -> str:
        answer = self.sends("check", lines=lines, **fields)
        assert answer.status_code == 200, html.unescape(answer.text)[-2000:]
        return answer.text

    def registers(self, name: str, email: str, **more: str) -> str:
        """Somebody by the event's open link; their id."""
        about = About(name, email, sector=more.pop("sector", "school"), **more)
        command = c.Register(self.event, about, agreed=True)
        return self.service.register(self.id, Actor(Role.INVITED), command).id


def carried(page: str, name: str = "people") -> str:
    """What a form sends on of what was found for it: those of a checked list."""
    return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', page)[1])


@pytest.fixture
def desk(store):
    return Desk(store)


# --- who may ------------------------------------------------------------------------------------

PAGES = ("", "invite", "send", "change_registration", "mark_attended", "files/people.csv")
OF_LEADS = ("register", "correct_invitee", "files/merge.csv")


def test_the_pages_are_for_leads_and_team_alone(desk):
    desk.registers("Jo", JO)
    jo = desk.named("Jo").id
    for page in (*PAGES, *OF_LEADS, f"of/{jo}", "files/people.xlsx", "mark", "erase_invitee"):
        assert desk.get(page, desk.stranger, person=jo).status_code == 403, page
        expected = 403 if page in OF_LEADS else 200
        assert desk.get(page, desk.team, person=jo).status_code == expected, page
        assert desk.get(page, person=jo).status_code == 200, page
    before = desk.roster
    for command in ("invite", "check", "erase_invitee", "remind", "correct_invitee"):
        assert desk.sends(command, desk.stranger, person=jo, lines=AL).status_code == 403
    assert desk.sends("correct_invitee", desk.team, person=jo, name="X").status_code == 403
    assert desk.roster == before


def test_no_address_link_or_access_need_reaches_the_team(desk):
    desk.registers("Jo", "planted@secret.test", access="PLANTED-NEED")
    desk.invites("Al <planted.too@secret.test>")
    jo = desk.named("Jo")
    personal = desk.app.identity.personal_link(desk.id, jo.id, 0)
    lead = desk.page() + desk.page(f"of/{jo.id}") + desk.page("send", what="invitation")
    for secret in ("planted@secret.test", "planted.too@secret.test", "PLANTED-NEED", personal):
        assert secret in lead
    seen = [desk.page(page, desk.team) for page in (*PAGES, f"of/{jo.id}")]
    seen += [desk.page("send", desk.team, what=what) for what in ("register", "ahead", "moved")]
    seen.append(desk.get("", desk.team).text)
    team = desk.team
    headers = {"Accept": "application/json"}
    path = f"/area/{desk.id}/people?event={desk.event}"
    seen.append(team.get(path, headers=headers).text)
    workbook = desk.get("files/people.xlsx", team).data
    for sheet in openpyxl.load_workbook(io.BytesIO(workbook)):
        seen += [str(cell) for row in sheet.values for cell in row]
    seen.append(team.get(f"/area/{desk.id}").text)
    for secret in ("planted", "secret.test", "PLANTED", jo.id + ".", personal):
        assert all(secret not in html.unescape(one) for one in seen), secret


def test_no_address_is_in_the_files_of_results_or_on_the_area_page(desk):
    desk.registers("Planted Name", "planted@secret.test")
    for path in ("", "/mark", "/files/area.json", "/calendar.ics", "/people/files/meeting.ics"):
        text = desk.lead.get(f"/area/{desk.id}{path}").text
        assert "secret.test" not in text, path
        assert "Planted Name" not in text, path


# --- inviting -----------------------------------------------------------------------------------


def test_a_list_is_looked_at_before_anybody_is_invited(desk):
    page = desk.checks(f"Jo Bloggs <{JO}>; {AL}")
    assert said("people.invite.found", n=2) in page
    assert (JO in page, AL in page) == (True, True)
    assert not desk.roster.invitees
    next_page = desk.does("invite", people=carried(page))
    assert said("people.send.kinds.invitation.lead", n=2) in next_page
    assert sorted(one.about.name for one in desk.roster.invitees.values()) == ["Al", "Jo Bloggs"]
    assert desk.reply("Jo Bloggs").state == "invited"


def test_faults_are_told_by_line_and_those_who_are_fine_stay_while_they_are_mended(desk):
    page = desk.checks(f"{JO}\nal@example\nnobody here\n{JO.upper()}")
    shown = html.unescape(page)
    assert said("people.invite.faults", n=2) in shown
    assert said("people.remarks.address", line=2, text="al@example") in shown
    assert said("people.remarks.no-address", line=3, text="nobody here") in shown
    assert said("people.remarks.twice", line=4, text="Jo Bloggs", other=1) in shown
    assert "al@example\nnobody here</textarea>" in shown
    mended = desk.checks(f"{AL}\n", people=carried(page))
    assert said("people.invite.found", n=2) in html.unescape(mended)
    desk.does("invite", people=carried(mended))
    assert len(desk.roster.invitees) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_file_is_read_and_its_faults_leave_the_rest(desk, encoding):
    text = f"Full name;E-mail;School;Sector;Phone\nSiân;{JO};Hill;Public health;1\nAl;al@x;;;\n"
    chosen = (io.BytesIO(text.encode(encoding)), "people.csv")
    page = desk.sends("check", file=chosen).text
    shown = html.unescape(page)
    assert said("people.invite.unused", named="Phone") in shown
    assert said("people.remarks.address", line=3, text="al@x") in shown
    desk.does("invite", people=carried(page))
    about = desk.named("Siân").about
    assert (about.email, about.organisation, about.sector) == (JO, "Hill", "public-health")


def test_who_is_on_the_list_already_is_told_and_not_made_twice(desk):
    desk.registers("Jo", JO)
    page = desk.checks(f"Somebody <{JO}>\n{AL}")
    shown = html.unescape(page)
    assert said("people.invite.there", n=1) in shown
    assert said("people.states.registered") in shown
    desk.does("invite", people=carried(page))
    assert len(desk.roster.invitees) == 2
    assert desk.reply("Jo").state == "registered"


def test_the_people_of_another_meeting_are_invited_too(desk):
    desk.registers("Jo", JO, access="PLANTED-NEED", organisation="Hill")
    desk.invites(f"Al <{AL}>")
    desk.does("register", name="No Mail", email="")
    second = desk.area.does(p.PlanEvent(Event("", "session", DAY))).events[-1].id
    offered = desk.page("invite", event=second)
    assert said("people.invite.from", event=said("area.kinds.workshop-1"), n=3) in offered
    assert said("people.invite.from_title") not in desk.page("invite", desk.team, event=second)
    assert desk.sends("check", desk.team, event=second, **{"from": desk.event}).status_code == 403
    page = desk.sends("check", event=second, **{"from": desk.event}).text
    assert said("people.invite.found", n=3) in page
    assert "PLANTED-NEED" not in page
    assert desk.sends("invite", event=second, people=carried(page)).status_code == 303
    assert len(desk.roster.invitees) == 3
    assert all(second in one.replies for one in desk.roster.invitees.values())
    assert desk.named("Jo").about.access == "PLANTED-NEED"
    assert said("people.invite.from_title") not in desk.page("invite", event=second)


@pytest.mark.parametrize(
    ("fields", "key", "values"),
    [
        ({"lines": ""}, "empty", {}),
        ({"lines": "Name,School\nJo,Hill"}, "no-email", {}),
        ({"lines": "\n".join(f"p{n}@example.org" for n in range(501))}, "many", {"n": 500}),
        ({"file": (io.BytesIO(b"PK\x03\x04..."), "list.xlsx")}, "workbook", {}),
        ({"file": (io.BytesIO(b"%PDF-1.7"), "list.pdf")}, "document", {}),
    ],
)
def test_what_is_no_list_is_refused_beside_the_field(desk, fields, key, values):
    answer = desk.sends("check", **fields)
    assert answer.status_code == 400
    shown = html.unescape(answer.text)
    assert said(f"refusals.unreadable-list.{key}", **values) in shown
    assert ('id="file-error"' if "file" in fields else 'id="lines-error"') in shown


@pytest.mark.parametrize("people", ["{}", "[1]", '[{"email": "no"}]', '[{"email": ""}]', "x"])
def test_what_a_checked_list_never_sends_is_refused(desk, people):
    assert desk.sends("invite", people=people).status_code == 400
    assert not desk.roster.invitees


def test_a_program_invites_all_of_a_list_or_nobody(desk):
    def asks(**fields):
        headers = {"X-Cascade-Token": desk.lead.token}
        sent = {"event": desk.event, **fields}
        return desk.lead.post(f"/area/{desk.id}/people/invite", json=sent, headers=headers)

    refused = asks(lines=f"{JO}\nal@example\nx")
    assert refused.status_code == 400
    assert [one["code"] for one in refused.json["errors"]] == ["bad-list-line"] * 2
    assert not desk.roster.invitees
    assert asks(lines=f"{JO}\nal@example", some="yes").json["ok"]
    assert [one.about.email for one in desk.roster.invitees.values()] == [JO]


def test_nobody_is_invited_to_what_is_over(desk):
    desk.area.does(p.CancelEvent(desk.event))
    assert desk.get("invite").status_code == 409
    assert said("people.next.nothing_cancelled") in desk.page()
    desk.area.does(p.CancelEvent(desk.event, False))
    desk.area.does(p.HoldEvent(desk.event))
    assert said("people.heading_held", event=said("area.kinds.workshop-1")) in desk.page()


# --- sending by hand ------------------------------------------------------------------------------


def test_invitations_and_reminders_are_sent_by_hand_and_noted(desk):
    desk.invites(f"Jo <{JO}>", f"Al <{AL}>")
    page = desk.page("send", what="invitation")
    jo, al = desk.named("Jo"), desk.named("Al")
    for who in (jo, al):
        assert f"/p/{desk.app.identity.personal_link(desk.id, who.id, 0)}" in page
    assert f"{AL}; {JO}" in page  # by name
    (mailto,) = re.findall(rf'href="(mailto:{JO}[^"]*)"', page)
    body = unquote(mailto)
    assert "Hello Jo," in body or said("mail.hello", name="Jo") in body
    assert desk.app.identity.personal_link(desk.id, jo.id, 0) in body
    assert AL not in body
    noted = desk.does("sent", what="invitation", people=[jo.id])
    assert said("people.done.sent_invitation", n=1) in noted
    assert [told.kind for told in desk.reply("Jo").told] == ["invitation"]
    assert not desk.reply("Al").told
    assert said("people.next.pass_on", n=1) in noted
    page = desk.page("send", what="register")
    assert desk.sends("sent", what="register", people=[jo.id]).status_code == 303
    assert [told.kind for told in desk.reply("Jo").told] == ["invitation", "remind_register"]
    again = desk.sends("sent", what="register", people=[jo.id])
    assert again.status_code == 409
    assert said("refusals.nobody-to-remind") in html.unescape(again.text)


def test_who_moves_up_from_the_waiting_list_is_told_by_hand(desk):
    desk.area.does(p.ChangeEvent(replace(desk.service.area(desk.id).events[0], capacity=1)))
    jo, al = (desk.registers(name, email=email) for name, email in (("Jo", JO), ("Al", AL)))
    assert said("people.next.place", n=1) not in desk.page()
    desk.does("cancel_registration", person=jo)
    page = desk.page()
    assert said("people.next.place", n=1) in page
    assert page.count(said("people.notes.moved_up")) == 1
    page = desk.page("send", what="place")
    assert said("mail.kinds.place.subject") in unquote(page)
    assert (AL in page, JO in page) == (True, False)
    for_all = page.partition('id="text"')[2].partition("</textarea>")[0]
    assert said("people.send.own_page") in for_all
    assert "/r/" not in for_all  # would have them register again
    page = desk.does("sent", what="place", people=[al])
    assert said("people.done.sent_place", n=1) in page
    assert said("people.next.place", n=1) not in page
    assert [told.kind for told in desk.reply("Al").told] == ["place"]


def test_nobody_ticked_is_told(desk):
    desk.invites(JO)
    answer = desk.sends("sent", what="invitation")
    assert answer.status_code == 400
    assert said("refusals.nobody-chosen") in html.unescape(answer.text)


def test_a_mail_merge_has_a_row_for_each_and_runs_no_formula(desk):
    desk.invites(f'"=HYPERLINK(1)" <{JO}>', f"Al <{AL}>")
    desk.does("sent", what="invitation", people=[desk.named("Al").id])
    text = desk.get("files/merge.csv", what="invitation").text
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    jo = next(one for one in desk.roster.invitees.values() if one.about.email == JO)
    assert row["Name"] == "'=HYPERLINK(1)"
    assert row["Link"].endswith(f"/p/{desk.app.identity.personal_link(desk.id, jo.id, 0)}")
    everyone = csv.DictReader(io.StringIO(desk.get("files/merge.csv").text.removeprefix("\ufeff")))
    assert {one["Email"] for one in everyone} == {JO, AL}
    page = desk.page("send", what="invitation")
    assert "«Name»" in page
    assert "«Link»" in page


def test_the_exports_say_who_comes_and_have_no_access_needs(desk):
    desk.registers("Jo", JO, access="PLANTED-NEED", organisation="=1+1")
    text = desk.get("files/people.csv").text
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert (row["name"], row["email"], row["state"]) == ("Jo", JO, "registered")
    assert row["organisation"] == "'=1+1"
    book = openpyxl.load_workbook(io.BytesIO(desk.get("files/people.xlsx").data))
    cells = [str(cell) for sheet in book for line in sheet.values for cell in line]
    assert JO in cells
    assert "PLANTED-NEED" not in text
    assert "PLANTED-NEED" not in cells


# --- with a mail server -------------------------------------------------------------------------


def test_with_a_mail_server_invitations_and_reminders_go_into_the_outbox_once(desk):
    desk.service.mails = True
    desk.invites(f"Jo <{JO}>", tell="yes")
    desk.invites(f"Al <{AL}>", tell="no")
    assert [mail.kind for mail in desk.store.outbox(desk.id).values()] == ["invitation"]
    assert said("people.next.pass_on", n=1) in desk.page()
    for _ in range(2):
        desk.does("invite_rest")
    kinds = [mail.kind for mail in desk.store.outbox(desk.id).values()]
    assert kinds == ["invitation", "invitation"]
    assert said("people.done.remind_register") in desk.does("remind", what="register")
    assert desk.sends("remind", what="register").status_code == 409
    jo = desk.named("Jo").id
    assert said("people.done.send_link") in desk.does("send_link", person=jo)
    kinds = sorted(mail.kind for mail in desk.store.outbox(desk.id).values())
    assert kinds == ["invitation", "invitation", "link", "remind_register", "remind_register"]


# --- putting right ------------------------------------------------------------------------------


def test_a_lead_corrects_what_somebody_else_has_not_changed_meanwhile(desk):
    jo = desk.registers("Jo", JO)
    seen = carried(desk.get("correct_invitee", person=jo).text, "seen")
    fields = {"person": jo, "name": "Jo Bloggs", "email": AL, "sector": "school"}
    desk.does("correct_invitee", **fields, seen=seen)
    assert (desk.named("Jo Bloggs").about.email) == AL
    late = desk.sends("correct_invitee", **fields | {"name": "Joe"}, seen=seen)
    assert late.status_code == 409
    shown = html.unescape(late.text)
    assert said("people.form.overtaken", name="Jo Bloggs") in shown
    assert 'value="Joe"' in shown


def test_to_a_corrected_address_the_link_is_sent_where_mail_had_failed(desk):
    desk.service.mails = True
    desk.invites(f"Jo <{JO}>", tell="yes")
    jo = desk.named("Jo").id
    desk.service.act_on_roster(desk.id, CLOCK, c.NoteDelivery(jo, JO, "address"))
    page = desk.page()
    assert said("people.next.failed", n=1) in page
    assert said("mail.problems.address") in page
    desk.does("correct_invitee", person=jo, name="Jo", email=AL)
    assert said("people.next.failed", n=1) not in desk.page()
    kinds = sorted(mail.kind for mail in desk.store.outbox(desk.id).values())
    assert kinds == ["invitation", "link"]


def test_all_faults_of_a_form_come_back_with_what_was_typed(desk):
    answer = desk.sends("register", name="", email="no", role="Head")
    assert answer.status_code == 400
    shown = html.unescape(answer.text)
    for field in ("name", "email"):
        assert f'id="{field}-error"' in shown
    assert 'value="Head"' in shown
    assert not desk.roster.invitees


def test_a_lead_registers_somebody_and_takes_it_back(desk):
    page = desk.does("register", name="Jo", email=JO, sector="school", access="Ramp")
    assert said("people.groups.coming", n=1) in page
    jo = desk.named("Jo").id
    assert desk.reply("Jo").state == "registered"
    assert said("people.notes.access") in page
    desk.does("cancel_registration", person=jo)
    assert desk.reply("Jo").state == "cancelled"
    desk.does("register", person=jo, name="Jo", email=JO, sector="school")
    assert desk.reply("Jo").state == "registered"
    shared = desk.sends("register", name="Sam", email=JO, sector="school")
    assert shared.status_code == 409
    assert said("people.form.register.shared") in html.unescape(shared.text)
    desk.does("register", name="Sam", email=JO, sector="school", shared="yes")
    assert desk.reply("Sam").state == "registered"


def test_somebody_is_erased_for_good(desk):
    jo = desk.registers("Planted", JO)
    assert said("people.form.erase_invitee.button") in desk.page("erase_invitee", person=jo)
    assert said("people.done.erase_invitee") in desk.does("erase_invitee", person=jo)
    assert not desk.roster.invitees
    assert "Planted" not in desk.page()
    assert desk.get(f"of/{jo}").status_code == 404


def test_links_are_replaced(desk):
    jo = desk.registers("Jo", JO)
    old = desk.app.identity.personal_link(desk.id, jo, 0)
    assert old in desk.page(f"of/{jo}")
    after = desk.does("replace_personal_link", person=jo)
    assert old not in after
    assert desk.app.identity.personal_link(desk.id, jo, 1) in after
    desk.does("replace_event_link")
    assert desk.app.identity.event_link(desk.id, desk.event, 1) in desk.page()


def test_how_people_register_is_changed(desk):
    desk.does("change_registration", ahead="yes", text="Park behind the hall.\nBring a pen.")
    page = desk.page()
    assert said("people.how.closed") in page
    assert "Park behind the hall.\nBring a pen." in page
    desk.invites(JO)
    assert "Park behind the hall." in desk.page("send", what="invitation")


def test_of_two_leads_who_change_how_people_register_neither_undoes_the_other(desk):
    was = carried(desk.get("change_registration").text, "seen")
    desk.does("change_registration", open="yes", ahead="", text="Bring a plan.", seen=was)
    late = desk.sends("change_registration", open="", ahead="yes", text="Lunch", seen=was)
    assert late.status_code == 409
    assert said("refusals.settings-changed") in html.unescape(late.text)
    assert "Lunch" in late.text
    kept = desk.roster.registration(desk.event)
    assert (kept.open, kept.ahead, kept.text) == (True, False, "Bring a plan.")
    now = carried(late.text, "seen")
    desk.does("change_registration", open="", ahead="yes", text="Lunch", seen=now)
    assert desk.roster.registration(desk.event).text == "Lunch"


def test_attendance_by_hand(desk):
    jo, al = desk.registers("Jo", JO), desk.registers("Al", AL)
    desk.does("mark_attended", people=[jo], listed=f"{jo} {al}")
    assert (desk.reply("Jo").attended, desk.reply("Al").attended) == (True, False)
    desk.does("mark_attended", people=[al], listed=f"{jo} {al}")
    assert (desk.reply("Jo").attended, desk.reply("Al").attended) == (False, True)


def test_whoever_is_gone_meanwhile_is_said(desk):
    jo = desk.registers("Jo", JO)
    desk.service.act_on_roster(desk.id, Actor(Role.AREA, "l"), c.EraseInvitee(jo))
    for command in ("decline", "correct_invitee", "replace_personal_link"):
        answer = desk.sends(command, person=jo, name="Jo")
        assert answer.status_code == 404, command
        assert said("refusals.invitee-gone") in html.unescape(answer.text)


def test_an_area_without_meetings_has_nobody_to_invite(store):
    desk = Desk(store)
    other = StoredArea(store, "Borchester")
    lead = desk.browser(Role.AREA, other.id)
    answer = lead.get(f"/area/{other.id}/people")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/area/{other.id}#series")
    assert desk.get(event="e99").status_code == 404


def test_the_mark_changes_with_the_list_and_with_mails(desk):
    def mark() -> str:
        return desk.lead.get(f"/area/{desk.id}/people/mark").json["mark"]

    first = mark()
    assert mark() == first
    desk.service.mails = True
    desk.invites(JO, tell="yes")
    second = mark()
    assert second != first
    (mail,) = desk.store.outbox(desk.id).values()
    desk.store.swap_mail(desk.id, mail, replace(mail, state="sent"))
    assert mark() != second


def test_the_mark_changes_as_people_rate_ahead(desk):
    workshop = desk.area.workshop("workshop-1", DAY)
    jo = desk.registers("Jo", JO, sector=workshop.framework.sectors[0].key)
    before = desk.lead.get(f"/area/{desk.id}/people/mark").json["mark"]
    person = desk.app.identity.invited_as(jo, workshop.id)
    cells = [
        Cell(domain.key, Ballot(1, f"{domain.key}", 1, 0), None, keeps_reason=False)
        for domain in workshop.framework.domains
    ]
    assert set(desk.store.rate_ahead(workshop.id, person, "school", cells)) == {"stored"}
    assert desk.lead.get(f"/area/{desk.id}/people/mark").json["mark"] != before
    assert said("people.notes.rated") in desk.page()


def test_a_list_that_is_too_long_is_answered_with_the_form(desk):
    path = f"/area/{desk.id}/people/check?event={desk.event}"
    nothing_read = {"cascade.too_large": TooLarge(n=MOST_PASTED)}  # as the server notes it
    answer = desk.lead.post(path, environ_overrides=nothing_read)
    page = html.unescape(answer.text)
    assert answer.status_code == 400
    assert said("refusals.unreadable-list.large") in page
    assert f'action="{path}"' in page


def test_a_team_is_not_told_whose_an_address_is(desk):
    desk.invites(f"Jo Bloggs <{JO}>")
    answer = html.unescape(desk.sends("check", by=desk.team, lines=JO).text)
    assert said("people.invite.there", n=1) in answer
    assert "Jo Bloggs" not in answer
    assert "Jo Bloggs" in html.unescape(desk.checks(JO))
