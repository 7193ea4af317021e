"""Roles as organisers see them: who holds one, who is to hold one, and codes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.access import TRIAL, code_of, is_on_trial
from bot.chain import Head, Verb
from bot.i18n import Translator
from bot.render import Button, Html, Message
from storage.audit_rows import AuditRow
from storage.role_rows import Asked
from storage.rows import Organiser, Role, SealedId


def listing(
    everyone: Sequence[Organiser],
    you: SealedId,
    head: Head,
    say: Translator,
    *,
    now: datetime,
    zone: str,
) -> Message:
    """Everybody with a role, by their codes: no names are kept."""
    lines = [_line(each, you, say, now=now, zone=zone) for each in everyone]
    return Message.of(
        say.html("role-listing"),
        Html("\n".join(lines)),
        say.html("role-head", head=str(head)),
        say.html("role-how"),
    )


def how_to_invite(say: Translator) -> Message:
    """What each role may do, to choose one."""
    buttons = tuple(
        (Button(role_name(role, say), callback=f"org:invite:{role}"),)
        for role in reversed(Role)  # as the text has them, the most power last
    )
    return Message.of(say.html("role-invite-how"), buttons=buttons)


def invited(role: Role, link: str, say: Translator) -> Message:
    """The link that the owner passes on."""
    return Message.of(
        say.html("role-invited", role=role_name(role, say)),
        Html(f"<code>{link}</code>"),
        buttons=((Button(say.plain("role-button-copy"), copy_text=link),),),
    )


def joined(asked: Asked, say: Translator) -> Message:
    """To whoever took an invitation."""
    request = asked.request
    role = role_name(request.role, say) if request.role else ""
    return Message.of(say.html("role-joined", role=role, code=code_of(request.user)))


def to_agree(asked: Asked, say: Translator) -> Message:
    """To an owner who decides: who, what, and by whom it is asked for."""
    request = asked.request
    given = {"code": code_of(request.user), "author": code_of(request.author)}
    if request.role is None:
        question = say.html("role-ask-reset", **given)
    else:
        question = say.html("role-ask-join", role=role_name(request.role, say), **given)
    so_far = Html("")
    if asked.present is not None:
        so_far = say.html("role-so-far", role=role_name(asked.present, say))
    seen = f"{request.id}:{asked.mark}"
    return Message.of(
        question,
        so_far,
        say.html("role-ask-check"),
        buttons=(
            (Button(say.plain("role-button-agree"), callback=f"org:ok:{seen}"),),
            (Button(say.plain("role-button-refuse"), callback=f"org:no:{seen}"),),
        ),
    )


def told(what: str, organiser: str, role: Role | None, head: Head, say: Translator) -> Message:
    """To every owner: what became of whose role; ``organiser`` is their code."""
    name = role_name(role, say) if role else "–"
    return Message.of(
        say.html(f"role-told-{what}", code=organiser, role=name),
        say.html("role-head", head=str(head)),
    )


def told_from_terminal(rows: Sequence[AuditRow], head: Head, say: Translator) -> Message:
    """To every owner: what was done to roles in the terminal, by the rows of the audit log."""
    return Message.of(
        Html("\n".join(_done(row, say) for row in rows)),
        say.html("role-in-terminal"),
        say.html("role-head", head=str(head)),
    )


def _done(row: AuditRow, say: Translator) -> Html:
    role, _, code = row.about.rpartition(" ")
    if row.verb == Verb.RESET:
        return say.html("role-told-reset-terminal", code=code)
    name = role_name(Role(role), say) if role in set(Role) else "–"
    key = "role-told-appointed" if row.verb == Verb.APPOINTED else "role-told-removed-terminal"
    return say.html(key, code=code, role=name)


def welcome(role: Role, say: Translator) -> Message:
    """To whoever holds a role from now on."""
    on_trial = role in (Role.APPROVER, Role.OWNER)
    hours = round(TRIAL.total_seconds() / 3600)
    return Message.of(
        say.html("role-welcome", role=role_name(role, say)),
        say.html("role-welcome-trial", hours=hours) if on_trial else Html(""),
    )


def secret(words: str, address: str, say: Translator) -> Message:
    """The secret of a second device, to be typed or copied, and then hidden."""
    spaced = " ".join(words[start : start + 4] for start in range(0, len(words), 4))
    return Message.of(
        say.html("totp-secret"),
        Html(f"<code>{spaced}</code>"),
        say.html("totp-then"),
        buttons=(
            (Button(say.plain("totp-button-copy"), copy_text=address),),
            (Button(say.plain("totp-button-hide"), callback="totp:hide"),),
        ),
    )


def role_name(role: Role, say: Translator) -> str:
    return say.plain(f"role-{role}")


def _line(each: Organiser, you: SealedId, say: Translator, *, now: datetime, zone: str) -> Html:
    marks = [say.plain("role-you")] if each.user == you else []
    if each.since is not None:
        marks.append(say.plain("role-since", when=say.moment(each.since, zone)))
    if is_on_trial(each, now):
        marks.append(say.plain("role-on-trial"))
    return say.html(
        "role-line",
        code=code_of(each.user),
        role=role_name(each.role, say),
        marks="".join(f", {mark}" for mark in marks),
    )
