"""The state machine as one table: which command is allowed in which phase and to whom, where it
leads, when it makes sense, and which module carries it out.

Anything not in the table is refused. A command is carried out by the function named after it
(``open_round`` for ``OpenRound``) in the module of its row.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from msgspec import Struct

from voting.core import (
    ahead,
    decisions,
    naming,
    reasons,
    roster,
    rounds,
    screens,
    settings,
    timers,
)
from voting.core import commands as c
from voting.core import conditions as when
from voting.core.actors import Role
from voting.core.conditions import Condition, always
from voting.core.state import Entry, Phase, Workshop

LOBBY, OPEN, REVEALED = Phase.LOBBY, Phase.OPEN, Phase.REVEALED
DISCUSSION, RULED, FINISHED = Phase.DISCUSSION, Phase.RULED, Phase.FINISHED
RUNNING = (LOBBY, OPEN, REVEALED, DISCUSSION, RULED)
ALWAYS = (*RUNNING, FINISHED)
SHOWING = (REVEALED, DISCUSSION, RULED)
BETWEEN = (LOBBY, REVEALED, DISCUSSION, RULED)
TALK = (REVEALED, DISCUSSION)
NO_TALK = (LOBBY, REVEALED, RULED)
TIMED = (OPEN, DISCUSSION)

SAME = "same"  # the phase does not change
ONCE_DECIDED = "ruled, once all is"  # ruled if all on the screens has a ruling, else as it was
BY_DOMAIN = "by domain"  # ruled, revealed or lobby, by the domain's ruling and rounds

TRAINER = frozenset({Role.TRAINER})
OR_CLOCK = frozenset({Role.TRAINER, Role.CLOCK})
CLOCK = frozenset({Role.CLOCK})
ATTENDEE = frozenset({Role.ATTENDEE})

_ROWS: tuple[
    tuple[
        type[c.Command], tuple[Phase, ...], Phase | str, frozenset[Role], Condition, ModuleType
    ],
    ...,
] = (
    # command           allowed in      leads to    who       makes sense when     done in
    (c.OpenRound,       BETWEEN,        OPEN,       TRAINER,  when.any_to_open,    rounds),
    (c.RevealAhead,     BETWEEN,        REVEALED,   TRAINER,  when.any_unrated,    ahead),
    (c.CloseRound,      (OPEN,),        REVEALED,   OR_CLOCK, always,              rounds),
    (c.CancelRound,     (OPEN,),        BY_DOMAIN,  TRAINER,  always,              rounds),
    (c.StartDiscussion, (REVEALED,),    DISCUSSION, TRAINER,  always,              decisions),
    (c.EndDiscussion,   (DISCUSSION,),  REVEALED,   TRAINER,  always,              decisions),
    (c.ChangeQuestions, (DISCUSSION,),  SAME,       TRAINER,  always,              decisions),
    (c.RecordRuling,    TALK,           ONCE_DECIDED, TRAINER, when.any_undecided, decisions),
    (c.RecordRulings,   TALK,           ONCE_DECIDED, TRAINER, when.any_undecided, decisions),
    (c.NameRows,        BETWEEN,        SAME,       TRAINER,  when.rows_are_named, naming),
    (c.NameCopies,      BETWEEN,        SAME,       TRAINER,  when.copies_are_named, naming),
    (c.ReopenRuling,    BETWEEN,        BY_DOMAIN,  TRAINER,  when.any_decided,    decisions),
    (c.ShowDomain,      BETWEEN,        BY_DOMAIN,  TRAINER,  always,              screens),
    (c.ShowOverview,    NO_TALK,        LOBBY,      TRAINER,  when.domain_shown,   screens),
    (c.StartBreak,      BETWEEN,        SAME,       TRAINER,  always,              timers),
    (c.EndBreak,        BETWEEN,        SAME,       TRAINER,  when.on_break,       timers),
    (c.Finish,          (LOBBY, RULED), FINISHED,   TRAINER,  when.all_decided,    decisions),
    (c.ReopenWorkshop,  (FINISHED,),    LOBBY,      TRAINER,  always,              decisions),
    (c.SetTimer,        TIMED,          SAME,       TRAINER,  always,              timers),
    (c.ExtendTimer,     TIMED,          SAME,       TRAINER,  when.timer_shown,    timers),
    (c.ClearTimer,      TIMED,          SAME,       TRAINER,  when.timer_shown,    timers),
    (c.EnterHands,      (OPEN,),        SAME,       TRAINER,  always,              rounds),
    (c.Nudge,           (OPEN,),        SAME,       TRAINER,  always,              rounds),
    (c.PracticeRate,    (OPEN,),        SAME,       TRAINER,  when.practising,     rounds),
    (c.ShowPart,        SHOWING,        SAME,       TRAINER,  always,              screens),
    (c.HidePart,        SHOWING,        SAME,       TRAINER,  when.part_shown,     screens),
    (c.ShowReason,      SHOWING,        SAME,       TRAINER,  always,              reasons),
    (c.WithdrawReason,  ALWAYS,         SAME,       TRAINER,  when.any_counted,    reasons),
    (c.SetLeastGroup,   RUNNING,        SAME,       TRAINER,  always,              settings),
    (c.SetAutoClose,    RUNNING,        SAME,       TRAINER,  always,              settings),
    (c.LockJoining,     RUNNING,        SAME,       TRAINER,  when.joining_open,   settings),
    (c.UnlockJoining,   RUNNING,        SAME,       TRAINER,  when.joining_locked, settings),
    (c.ShowCode,        RUNNING,        SAME,       TRAINER,  when.code_hidden,    settings),
    (c.HideCode,        RUNNING,        SAME,       TRAINER,  when.code_shown,     settings),
    (c.RemovePerson,    RUNNING,        SAME,       TRAINER,  when.anyone_in,      roster),
    (c.RemoveJoined,    RUNNING,        SAME,       TRAINER,  when.anyone_real,    roster),
    (c.MergePeople,     RUNNING,        SAME,       TRAINER,  when.several_in,     roster),
    (c.RecogniseInvited, RUNNING,       SAME,       CLOCK,    when.several_in,     roster),
    (c.ForgetNames,     ALWAYS,         SAME,       CLOCK,    always,              roster),
    (c.ReadmitPerson,   RUNNING,        SAME,       TRAINER,  when.anyone_out,     roster),
    (c.AddPractice,     RUNNING,        SAME,       TRAINER,  when.practice_room,  roster),
    (c.EditDetails,     RUNNING,        SAME,       OR_CLOCK, always,              settings),
    (c.EditDetails,     (FINISHED,),    SAME,       CLOCK,    always,              settings),
    (c.ReplaceLink,     ALWAYS,         SAME,       OR_CLOCK, always,              settings),
    (c.Introduce,       ALWAYS,         SAME,       TRAINER,  always,              roster),
    (c.Join,            RUNNING,        SAME,       ATTENDEE, always,              roster),
    (c.Leave,           RUNNING,        SAME,       ATTENDEE, always,              roster),
)  # fmt: skip

# May come from people who do not belong yet: attendees joining, trainers whose link is in force.
ENTERS: frozenset[type[c.Command]] = frozenset({c.Join, c.Introduce})
# Does not count as a trainers' step, so it never overtakes another trainer.
NO_STEP: frozenset[type[c.Command]] = frozenset({c.Introduce})
# Nor does it where it comes from outside: a link replaced for those who lost theirs, details that
# follow the area, or somebody who walks in.
NO_STEP_BY_CLOCK: frozenset[type[c.Command]] = frozenset(
    {c.ReplaceLink, c.EditDetails, c.RecogniseInvited, c.ForgetNames}
)
# Keeps its domain on the screens in the lobby, before the first round.
PREVIEWS: frozenset[type[c.Command]] = frozenset({c.ShowDomain})


class Step(Struct, frozen=True):
    """A row of the table in one phase. ``does`` takes the workshop, the command and its log entry,
    and returns the changed workshop or raises a refusal."""

    to: Phase | str
    who: frozenset[Role]
    when: Condition
    does: Callable[[Workshop, Any, Entry], Workshop]


TABLE: dict[tuple[Phase, type[c.Command]], Step] = {
    (phase, command): Step(to, who, condition, getattr(module, command.event()))
    for command, phases, to, who, condition, module, *_ in _ROWS
    for phase in phases
}
MAY: dict[type[c.Command], frozenset[Role]] = {
    kind: frozenset[Role]().union(*(who for command, _, _, who, *_ in _ROWS if command is kind))
    for kind, *_ in _ROWS
}
WHEN: dict[type[c.Command], Condition] = {row[0]: row[4] for row in _ROWS}
