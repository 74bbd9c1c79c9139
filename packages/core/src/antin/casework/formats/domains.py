"""Domains of official mailboxes, and free mail that is refused by name.

gov.vn was found (S19: the address must be issued by a State body); the others are from memory and an
installation may replace the list. A domain stands for itself and everything under it.
"""

OFFICIAL_DOMAINS = ("gov.vn", "dcs.vn", "chinhphu.vn", "quochoi.vn")

FREE_MAIL = frozenset(
    {"gmail.com", "googlemail.com", "yahoo.com", "yahoo.com.vn", "ymail.com", "hotmail.com", "outlook.com"}
    | {
        "outlook.com.vn",
        "live.com",
        "msn.com",
        "icloud.com",
        "me.com",
        "proton.me",
        "protonmail.com",
        "zoho.com",
    }
    | {"mail.com", "gmx.com", "yandex.com", "mail.ru", "qq.com", "163.com"}
)
