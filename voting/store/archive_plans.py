"""Plans to plain data and back, as ``archive`` does it for their owners: of each its ``document``,
``log``, what was ``typed`` since its last line, ``answers`` (by question and device) and
``suggestions``, as they were stored."""

import json
from typing import Any

from msgspec import Struct

from voting.store import codec, keys
from voting.store.archive_parts import Log, check_order, dump_hash, dump_log, load_hash, load_log
from voting.store.plans import hash_of
from voting.wire.codec import encode


class KeptPlan(Struct):
    """The plan of an area or a workshop of an archive."""

    document: dict[str, Any]
    log: Log
    typed: list[Any] = []
    answers: dict[str, list[Any]] = {}
    suggestions: dict[str, str] = {}


def mark(client: Any, owner: str) -> list[bytes | None]:
    """What changes with a plan and its log."""
    found: list[bytes | None] = client.hmget(keys.plan(owner), "revision", "seal")
    return found


def dump(client: Any, owner: str) -> dict[str, Any] | None:
    """The plan as it is stored, None for none; of one moment only if its mark is the same before
    and after."""
    document, typed = client.hmget(keys.plan(owner), "document", "typed")
    if document is None:
        return None
    suggestions = client.hgetall(keys.suggestions(owner))
    return {
        "document": json.loads(document),
        "log": dump_log(client, keys.plan_log(owner)),
        "typed": json.loads(typed or b"[]"),
        "answers": dump_hash(client, keys.plan_answers(owner)),
        "suggestions": {f.decode(): text.decode() for f, text in sorted(suggestions.items())},
    }


def check(owner: str, kept: KeptPlan | None) -> None:
    """Raise ValueError or NewerVersion unless every part of it can be read."""
    if kept is None:
        return
    if codec.decode_plan(encode(kept.document)).owner != owner:
        raise ValueError(f"the plan of {owner} is another's")
    for entry in (*(entry for _, entry in kept.log), *kept.typed):
        codec.decode_plan_entry(encode(entry))
    for ballot in kept.answers.values():
        codec.decode_ballot(encode(ballot))
    check_order(f"the plan of {owner}", kept.log)


def load(client: Any, owner: str, kept: KeptPlan | None) -> None:
    """Write a plan in place of what an interrupted restore has left behind."""
    client.delete(*(of(owner) for of in keys.OF_A_PLAN))
    if kept is None:
        return
    load_log(client, keys.plan_log(owner), kept.log)
    load_hash(client, keys.plan_answers(owner), kept.answers)
    if kept.suggestions:
        client.hset(keys.suggestions(owner), mapping=kept.suggestions)
    document = encode(kept.document)
    typed = {"typed": encode(kept.typed)} if kept.typed else {}
    held = hash_of(codec.decode_plan(document), document)
    client.hset(keys.plan(owner), mapping={**held, **typed})
