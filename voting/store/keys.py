"""The names of everything in Redis. All keys of a workshop share its hash tag (one cluster slot);
those of an area, and of a programme, do so too. The owner of a plan is an area, or a workshop.

| key | type | holds | lives |
|---|---|---|---|
| `cascade:{<id>}:document` | string | the workshop, JSON | as long as the workshop |
| `cascade:{<id>}:gate` | hash | `revision`, the document's `seal`, and `gate_fields` | the same |
| `cascade:{<id>}:round:<n>` | hash | person to ballot, an array (`codec.py`) | the same |
| `cascade:{<id>}:reasons:<n>` | hash | person, or `<person>:<cell>`, to reason | the same |
| `cascade:{<id>}:ahead` | hash | `<person>:<domain>` to ballot, `sector:<person>` | the same |
| `cascade:{<id>}:ahead-reasons` | hash | `<person>:<domain>` to reason | the same |
| `cascade:{<id>}:ahead-hint` | hash | `people`, and `in:<domain>` to how it lies | the same |
| `cascade:{<id>}:log` | stream | every command: who, what, when, on which facts | the same |
| `cascade:{<id>}:belongs` | string | the id of the area that the workshop is one of | the same |
| `cascade:{<id>}:known` | hash | person to the area's pseudonym of them | the same |
| `cascade:{<id>}:claims` | hash | person to who their link says they are, unmerged | the same |
| `cascade:request:<name>` | string | what a form set up | the same, 400 days at most |
| `cascade:{<id>}:sockets` | sorted set | `<person>|<socket>` by last sign of life, ms | a day |
| `cascade:{<id>}:seen` | sorted set | person by last sign of life, ms | a day |
| `cascade:{<id>}:changes:<who>` | string | changes of a person or an address | a minute |
| `cascade:{<area>}:area` | hash | `revision`, `document`, seals, `mails` | until erased |
| `cascade:{<area>}:area-log` | stream | every command: who, what, when | until erased |
| `cascade:{<area>}:results` | hash | workshop to what it settled, JSON | until erased |
| `cascade:{<area>}:leads` | hash | number to lead `{"name","email"}` | until erased |
| `cascade:{<area>}:roster` | hash | `revision`; invitee, or `event:<e1>`, to JSON | until erased |
| `cascade:{<area>}:outbox` | hash | mail to whom, about what, and its fate | until erased |
| `cascade:{<owner>}:plan` | hash | its document, mark, `typed`, what is open | until erased |
| `cascade:{<owner>}:plan-log` | stream | every command: who, what, when | until erased |
| `cascade:{<owner>}:plan-answers` | hash | `<question>:<device>` to ballot | until settled |
| `cascade:{<owner>}:suggestions` | hash | `<workshop>:<person>:<id>` to text | until finished |
| `cascade:{<programme>}:programme` | hash | `revision`, `document`, its `seal` | for good |
| `cascade:{<programme>}:programme-log` | stream | every command: who, what, when | for good |
| `cascade:code:<CODE>` | string | the workshop a join code was made for | its life and a month |
| `cascade:tries:<who>` | string | wrong codes and passphrases tried in this minute | a minute |
| `cascade:mails-to:<who>` | string | mails that went to an address in a day | a day |
| `cascade:mail-due` | sorted set | areas by when their next mail is due, ms | until erased |
| `cascade:mail-pace` | string | a mail was sent a moment ago, and another waits | a minute |
| `cascade:health` | string | written to see whether writing works | a minute |
| `cascade:hints` | channel | `<id>` and its revision, or what of it changed | not stored |
"""

from datetime import datetime

HINTS = "cascade:hints"
MAIL_DUE = "cascade:mail-due"
MAIL_PACE = "cascade:mail-pace"
REQUEST_KEPT = 400 * 24 * 3600  # seconds: no browser keeps the cookie it was sent with for longer
CODE_KEPT = 30 * 24 * 3600  # seconds after it has expired, in which a code is still recognised


def document(workshop: str) -> str:
    return f"cascade:{{{workshop}}}:document"


def gate(workshop: str) -> str:
    return f"cascade:{{{workshop}}}:gate"


def ballots(workshop: str, round_id: int) -> str:
    return f"cascade:{{{workshop}}}:round:{round_id}"


def reasons(workshop: str, round_id: int) -> str:
    return f"cascade:{{{workshop}}}:reasons:{round_id}"


def ahead(workshop: str) -> str:
    return f"cascade:{{{workshop}}}:ahead"


def ahead_reasons(workshop: str) -> str:
    return f"cascade:{{{workshop}}}:ahead-reasons"


def ahead_hint(workshop: str) -> str:
    return f"cascade:{{{workshop}}}:ahead-hint"


def log(workshop: str) -> str:
    return f"cascade:{{{workshop}}}:log"


def sockets(workshop: str) -> str:
    return f"cascade:{{{workshop}}}:sockets"


def seen(workshop: str) -> str:
    return f"cascade:{{{workshop}}}:seen"


def changes(workshop: str, who: str) -> str:
    return f"cascade:{{{workshop}}}:changes:{who}"


def all_of(workshop: str) -> str:
    """A pattern for every key above of one workshop."""
    return f"cascade:{{{workshop}}}:*"


def area_of(workshop: str) -> str:
    """The back link from a workshop to its area."""
    return f"cascade:{{{workshop}}}:belongs"


def known(workshop: str) -> str:
    return f"cascade:{{{workshop}}}:known"


def claims(workshop: str) -> str:
    return f"cascade:{{{workshop}}}:claims"


def area(area: str) -> str:
    return f"cascade:{{{area}}}:area"


def area_log(area: str) -> str:
    return f"cascade:{{{area}}}:area-log"


def results(area: str) -> str:
    return f"cascade:{{{area}}}:results"


def leads(area: str) -> str:
    return f"cascade:{{{area}}}:leads"


def roster(area: str) -> str:
    """Who is invited: the only key with people's e-mail addresses."""
    return f"cascade:{{{area}}}:roster"


def outbox(area: str) -> str:
    return f"cascade:{{{area}}}:outbox"


def plan(owner: str) -> str:
    """The plan of an area; a rehearsal's, or that of a workshop in no area, is the workshop's."""
    return f"cascade:{{{owner}}}:plan"


def plan_log(owner: str) -> str:
    return f"cascade:{{{owner}}}:plan-log"


def plan_answers(owner: str) -> str:
    return f"cascade:{{{owner}}}:plan-answers"


def suggestions(owner: str) -> str:
    return f"cascade:{{{owner}}}:suggestions"


OF_A_PLAN = (plan, plan_log, plan_answers, suggestions)


def programme(programme: str) -> str:
    return f"cascade:{{{programme}}}:programme"


def programme_log(programme: str) -> str:
    return f"cascade:{{{programme}}}:programme-log"


def code(join_code: str) -> str:
    return f"cascade:code:{join_code}"


def request(name: str) -> str:
    return f"cascade:request:{name}"


def tries(who: str) -> str:
    return f"cascade:tries:{who}"


def mails_to(who: str) -> str:
    return f"cascade:mails-to:{who}"


def code_kept(expires: datetime, now: datetime) -> int:
    """For how many seconds from now a join code that expires then is kept."""
    return max(0, int((expires - now).total_seconds())) + CODE_KEPT
