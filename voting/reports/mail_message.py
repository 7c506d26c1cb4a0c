"""A mail as it goes over the wire: text, HTML and a calendar entry, as alternatives of each other.

The HTML is for mail programs, Outlook's above all: tables, inline styles, no classes, pictures or
fonts from elsewhere. Nothing in it tells anybody that it was opened.
"""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from msgspec import Struct

from voting.registration.mail import Mail
from voting.reports.mail_said import Button, Facts, Paragraph, Said

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
_ID = re.compile(r"<?([^\s<>.@]+)\.([^\s<>.@]+)@")
_INK, _SOFT, _ACCENT = "#1d232d", "#4d5665", "#2b3f8c"  # as in static/css/site/tokens.css
_FONT = "font-family:Arial,Helvetica,sans-serif"
_TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0"'


class BadAddress(ValueError):
    """An address that no mail can be sent to."""


class Sender(Struct, frozen=True):
    """Who sends: ``email`` with a ``name``, and who answers, "" for nobody."""

    email: str
    name: str = ""
    replies: tuple[str, ...] = ()

    @property
    def domain(self) -> str:
        return self.email.rpartition("@")[2]


def message(
    mail: Mail, area: str, said: Said, language: str, sender: Sender, to: tuple[str, str],
    entry: bytes = b"",
) -> EmailMessage:  # fmt: skip
    """The message of ``mail``, to a name and address; ``entry`` is the calendar's file if
    ``said.calendar``. The same mail makes the same Message-ID and Date whenever it is made.
    Raises BadAddress."""
    made = EmailMessage(policy=SMTP)
    made["Subject"] = _line(said.subject)
    made["From"] = address(sender.name, sender.email)
    made["To"] = address(*to)
    if sender.replies:
        made["Reply-To"] = [address("", one) for one in sender.replies]
    made["Date"] = format_datetime(mail.made_at)
    made["Message-ID"] = f"<{mail.id}.{area}@{sender.domain}>"
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "OOF, AutoReply"  # Exchange does not read the line above
    made["Content-Language"] = language
    made.set_content(as_text(said), cte="quoted-printable")
    made.add_alternative(as_html(said, language), subtype="html", cte="quoted-printable")
    if said.calendar and entry:
        made.add_alternative(
            entry.decode(),
            subtype="calendar",
            params={"method": said.calendar},
            cte="base64",  # its lines end as they end
        )
    made.set_boundary(f"=_{mail.id}_=")  # a repeat is the same to the letter
    return made


def address(name: str, email: str) -> Address:
    """An address for a header; raises BadAddress."""
    local, _, domain = email.rpartition("@")
    try:
        if not local or not domain or not local.isascii():
            raise ValueError(email)
        plain = domain if domain.isascii() else domain.encode("idna").decode()
        return Address(_line(name), addr_spec=f"{local}@{plain}")
    except (ValueError, IndexError, AttributeError) as problem:  # as its parser fails
        # Without the cause, whose text has the address.
        raise BadAddress(type(problem).__name__) from None


def mail_and_area(text: str) -> tuple[str, str] | None:
    """Ids of the mail and the area in a Message-ID, None if it is not one of ours."""
    found = _ID.fullmatch(text.strip()[: text.strip().find("@") + 1])
    return (found[1], found[2]) if found else None


# --- text ---


def as_text(said: Said) -> str:
    parts = []
    for block in said.blocks:
        match block:
            case Paragraph(text):
                parts.append(text)
            case Facts(rows):
                parts.append("\n".join(f"{name}: {what}" for name, what in rows))
            case Button(label, url):
                parts.append(f"{label}:\n{url}")
    return "\n\n".join(parts) + "\n"


# --- HTML ---


def as_html(said: Said, language: str) -> str:
    rows = "\n".join(f"<tr><td>{_block(block)}</td></tr>" for block in said.blocks)
    subject = escape(said.subject)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n'
        '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{subject}</title>\n</head>\n"
        f'<body style="margin:0;padding:0;background-color:#ffffff">\n'
        f'<table {_TABLE} width="100%"><tr><td align="center" style="padding:24px 16px">\n'
        f'<table {_TABLE} width="600" align="center" style="width:100%;max-width:600px">\n'
        f"<tr><td>{_heading(subject)}</td></tr>\n{rows}\n"
        "</table>\n</td></tr></table>\n</body>\n</html>\n"
    )


def _heading(text: str) -> str:
    return (
        f'<h1 style="{_FONT};font-size:22px;line-height:28px;color:{_INK};text-align:left;'
        f'margin:0 0 16px 0">{text}</h1>'
    )


def _block(block: Paragraph | Facts | Button) -> str:
    match block:
        case Paragraph(text, quiet, links):
            return _paragraph(_linked(text, links), quiet)
        case Facts(rows, links):
            return _facts(rows, links)
        case Button(label, url, below):
            return _button(label, url) + _paragraph(f"{escape(below)}<br>{_linked(url, (url,))}")


def _paragraph(html: str, quiet: bool = False) -> str:
    size = "font-size:14px;line-height:20px" if quiet else "font-size:16px;line-height:24px"
    color = _SOFT if quiet else _INK
    return (
        f'<p style="{_FONT};{size};color:{color};text-align:left;margin:0 0 16px 0;'
        f'word-break:break-word">{html}</p>'
    )


def _facts(rows: tuple[tuple[str, str], ...], links: tuple[str, ...]) -> str:
    style = f"{_FONT};font-size:16px;line-height:24px;color:{_INK};text-align:left"
    lines = "".join(
        f'<tr><th scope="row" align="left" valign="top" style="{style};font-weight:bold;'
        f'padding:4px 16px 4px 0">{escape(name)}</th>'
        f'<td valign="top" style="{style};padding:4px 0;word-break:break-word">'
        f"{_linked(what, links if what in links else ())}</td></tr>"
        for name, what in rows
    )
    room = 'cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px 0"'
    return f"<table {room}>{lines}</table>"


def _button(label: str, url: str) -> str:
    """A plain link in a coloured cell: Outlook takes its room from the cell, others from the link,
    so that there all of it can be pressed."""
    return (
        f'<table {_TABLE} style="margin:0 0 16px 0"><tr>'
        f'<td align="center" bgcolor="{_ACCENT}" style="background-color:{_ACCENT};'
        f'border-radius:6px;mso-padding-alt:14px 24px">'
        f'<a href="{escape(url)}" style="{_FONT};display:inline-block;padding:14px 24px;'
        f"font-size:16px;line-height:20px;font-weight:bold;color:#ffffff;"
        f'text-decoration:none">{escape(label)}</a></td></tr></table>'
    )


def _linked(text: str, links: tuple[str, ...]) -> str:
    """Text for HTML, in which these addresses are links and no others."""
    if not links:
        return escape(text)
    parts = re.split(f"({'|'.join(map(re.escape, sorted(links, key=len, reverse=True)))})", text)
    return "".join(_link(part) if n % 2 else escape(part) for n, part in enumerate(parts))


def _link(url: str) -> str:
    return f'<a href="{escape(url)}" style="color:{_ACCENT}">{escape(url)}</a>'


def _line(text: str) -> str:
    """What may stand in a header: one line, and nothing that begins another."""
    return _CONTROL.sub(" ", text).strip()
