"""A row about mail: nobody is told twice, and nobody who has done it is reminded, whatever dies and
however the mail server behaves."""

import random
import threading
import time
from collections import defaultdict

from msgspec.structs import replace

from lab.rig.mail_server import MailServer
from lab.rig.server import Server, wait_until
from lab.soak import stage
from lab.soak.figures import Figure, Scale, row
from voting.core.actors import CLOCK, Actor, Role
from voting.frameworks import load_frameworks
from voting.identity import Identity
from voting.moments import now
from voting.programme.area import Event
from voting.programme.commands import CreateArea, PlanEvent
from voting.refusals.serving import StoreUnavailable
from voting.registration import commands as c
from voting.registration.mail import SENDING, SENT, WAITING
from voting.registration.roster import About
from voting.service import Service
from voting.store.redis_store import RedisStore

LEAD = Actor(Role.AREA, "lead")
# What the server does besides what it should, from one kill to the next.
FAULTS = (
    {"rcpt": ["450 4.2.0 later", "451 4.3.0 later"]},
    {"data": ["451 4.3.0 later", "twice"], "taken": ["twice"]},
    {"mail": ["twice", "451 4.3.0 later"], "data": ["452 4.3.1 full"]},
    {"greylist": True},
    {"taken": ["drop"]},
)
SLOW = {"every": {"rcpt": "wait 0.03"}}
# An app asks whether a mail is wanted just before it hands it over: what it was told by then.
MARGIN = 1.0  # seconds


class Reminded:
    """An area with people who have not replied, and reminders for all of them in its outbox."""

    def __init__(self, store: RedisStore, people: int) -> None:
        identity = Identity(stage.KEY["SECRET_KEY"])
        self.service = Service(
            store, load_frameworks(None), now, invited_as=identity.invited_as, mails=True
        )
        self.store = store
        self.area = self.service.make_area("form", CreateArea("Ambridge"), CLOCK).id
        planned = PlanEvent(Event("", "consultation", "2999-12-05T09:30", 180))
        self.event = self.service.act_on_area(self.area, LEAD, planned).events[0].id
        invited = tuple(About(f"Person {n}", f"p{n}@example.org") for n in range(people))
        self.does(c.Invite(self.event, invited))
        self.people = list(self.service.roster(self.area).invitees)
        self.done: dict[str, float] = {}  # who has registered, and when that was acknowledged
        self.does(c.Remind(self.event, "register"))

    def does(self, command, by: Actor = LEAD):
        return self.service.act_on_roster(self.area, by, command)

    def registers(self, person: str) -> None:
        said = self.service.invitee(self.area, person).about
        about = replace(said, sector=self._a_sector())
        by = Actor(Role.INVITED, person, 0)
        self.does(c.Register(self.event, about, agreed=True, person=person), by)
        self.done[person] = time.time()

    def _a_sector(self) -> str:
        found = self.service.registered_for(self.area, self.event)
        return next(iter(found.sectors))

    def hurries(self, *, dead: bool) -> None:
        """The time goes by for which mails wait, and with ``dead`` that for which a process that
        was killed has them."""
        for mail in self.store.outbox(self.area).values():
            if mail.state == WAITING or (dead and mail.state == SENDING):
                self.store.swap_mail(self.area, mail, replace(mail, next_at=mail.made_at))
        self.store.mail_due(self.area, now())

    def sent(self) -> set[str]:
        return {m.id for m in self.store.outbox(self.area).values() if m.state == SENT}

    def is_over(self) -> bool:
        mails = self.store.outbox(self.area).values()
        return not any(mail.state in (WAITING, SENDING) for mail in mails)


@row(
    "mailed-once",
    "Nobody is told twice, nobody who has done it is reminded",
    "reminders to 200 while people register, app and store killed 20 times each and a mail server "
    "that fails, delays, answers twice and hangs up: 0 doubled after a recorded send, 0 lost, 0 to "
    "the done",
)
def mailed_once(scale: Scale) -> Figure:
    people, kills = scale.pick(200, 16), scale.pick(20, 1)
    with stage.folder() as home:
        mail_server = MailServer(home / "mail").start()
        settings = mail_server.settings_of_app | {"MAILS_A_MINUTE": "6000"}
        try:
            with stage.servers(home, **settings) as [server]:
                return _figure(server, mail_server, people, kills)
        finally:
            mail_server.kill()


def _figure(server: Server, mail_server: MailServer, people: int, kills: int) -> Figure:
    client = server.redis()
    held = Reminded(RedisStore(client), people)
    recorded: list[tuple[float, set[str]]] = []
    willing = random.sample(held.people, people // 2)
    registering = threading.Thread(target=_register, args=(held, willing))
    registering.start()
    for number in range(2 * kills):
        mail_server.plan(**SLOW, **FAULTS[number % len(FAULTS)])
        time.sleep(random.uniform(0.3, 1.5))
        if number % 2 == 0:
            server.kill_store()
            wait_until(lambda: _answers(held))
        else:
            server.kill()
            recorded.append((time.time(), held.sent()) if _answers(held) else (0.0, set()))
            server.start()  # with its store, which may have outlived it
            wait_until(lambda: _answers(held))
            held.hurries(dead=True)
    registering.join()
    mail_server.plan()
    wait_until(lambda: held.hurries(dead=False) or held.is_over(), 120, every=0.5)
    found = _judge(held, mail_server, recorded)
    client.connection_pool.disconnect()
    leaked = "@example.org" in server.output() or "/p/" in server.output()
    return Figure(
        not (found["lost"] or found["doubled"] or found["reminded"] or leaked),
        f"{found['sent']} mails to {people} people over {2 * kills} kills: {found['lost']} lost, "
        f"{found['doubled']} doubled after a recorded send, {found['reminded']} reminders to the "
        f"done, {found['repeated']} sent again because nobody had recorded them",
    )


def _register(held: Reminded, people: list[str]) -> None:
    for person in people:
        time.sleep(random.uniform(0, 0.1))
        wait_until(lambda person=person: _does(lambda: held.registers(person)))


def _does(work) -> bool:
    try:
        work()
    except StoreUnavailable:
        return False
    return True


def _answers(held: Reminded) -> bool:
    return _does(held.sent)


def _judge(
    held: Reminded, mail_server: MailServer, recorded: list[tuple[float, set[str]]]
) -> dict[str, int]:
    taken: dict[str, list[float]] = defaultdict(list)
    for read in mail_server.received():
        taken[read["Message-ID"].strip("<>").partition(".")[0]].append(float(read["X-At"]))
    mails = held.store.outbox(held.area)
    sent = {id for id, mail in mails.items() if mail.state == SENT}
    late = [
        id
        for id, times in taken.items()
        if any(at < max(times) for at, known in recorded if id in known)
        or (mails[id].sent_at and mails[id].sent_at.timestamp() < max(times))
    ]
    to_the_done = [
        id
        for id, times in taken.items()
        if mails[id].kind == "remind_register"
        and max(times) > held.done.get(mails[id].person, float("inf")) + MARGIN
    ]
    unsent = [id for id, m in mails.items() if m.state not in (SENT, "dropped")]
    registered = {m.person for m in mails.values() if m.kind == "registered" and m.state == SENT}
    return {
        "sent": len(sent),
        "lost": len(sent - taken.keys()) + len(unsent) + len(held.done.keys() - registered),
        "doubled": len(late),
        "reminded": len(to_the_done),
        "repeated": sum(len(times) > 1 for times in taken.values()),
    }
