"""Tells from a heading or a label what follows: a request, an answer with its status, errors, parameters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .blocks import Block, plain

STATUS = re.compile(r"(?<![\w.])([1-5]\d\d|[1-5]xx)(?![\w.])", re.IGNORECASE)
LABEL = re.compile(
    r"^(?:[*_]{1,3}(?P<bold>[^*]{2,70}?)\s*:?[*_]{1,3}\s*:?\s*(?P<rest>.*)|"
    r"(?P<bare>[A-Z][\w /()'`-]{1,60}):\s*(?P<after>.*))$"
)
STATUS_ITEM = re.compile(r"^[`*_]*([1-5]\d\d)[`*_]*(?:[\s`*_:–—-]+|$)(?P<rest>.*)$")
FIELD_ITEM = re.compile(
    r"^[`*_]*(?P<name>[\w.$\[\]-]+)[`*_]*\s*[::]?\s*\((?P<inside>[^()]+(?:\([^()]*\)[^()]*)*)\)\s*[::–—-]?\s*(?P<about>.*)$"
)
TYPED_ITEM = re.compile(
    r"^[*_]*`(?P<name>[\w.$\[\]-]+)`[*_]*\s*[::]\s*"
    r"(?P<inside>(?:string|integer|int|number|boolean|bool|uuid|date|datetime|array|object)\b[^—–.]*?)"
    r"(?:\s+[—–-]\s+(?P<about>.*))?$",
    re.IGNORECASE,
)
ROLES = tuple(
    (re.compile(pattern, re.IGNORECASE), role)
    for pattern, role in (
        (r"\bpath (?:param\w*|variables?)|url params?|parámetros de ruta|路径参数", "path"),
        (r"\bquery\b|\bfilters?\b|search params?|parámetros de consulta|查询参数", "query"),
        (r"\bresponse headers?\b", "answer-header"),
        (r"\bheaders?\b|encabezados|请求头", "header"),
        (r"\berrors?\b|\bfailures?\b|errores|erreurs|错误", "errors"),
        (r"\b(?:param\w*|arguments?|parámetros|paramètres)\b|参数", "parameters"),
        (r"\b(?:request|body|payload|input|solicitud|cuerpo|requête)\b|请求", "request"),
        (r"\b(?:response|responses|returns?|success|output|result|answer|respuesta|réponse)\b|响应|返回", "response"),
        (r"\b(?:examples?|usage|curl|samples?|ejemplo)\b|示例", "example"),
        (r"\b(?:validation|validations|constraints|rules)\b", "rules"),
    )
)
ASKS = re.compile(r"\b(?:auth\w*|security|requires? (?:token|login)|autenticación)\b|认证", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Role:
    """What the blocks behind a heading or label are: their role, and the status where one is named."""

    name: str = ""
    status: str = ""


def label_of(text: str) -> tuple[str, str] | None:
    """Return a label and what stands behind it on its line; None where a line begins with none."""
    found = LABEL.match(text)
    if found is None:
        return None
    if found["bold"]:
        return plain(found["bold"]), found["rest"].strip()
    return plain(found["bare"]), found["after"].strip()


def role_of(text: str) -> Role | None:
    """Return the role that words announce; None where they announce none."""
    said = plain(text)
    status = STATUS.search(said)
    code = status[1].upper() if status else ""
    if code and said.upper().startswith(code):
        return Role("errors" if code[0] in "45" else "response", code)
    for pattern, name in ROLES:
        if pattern.search(said):
            return Role("errors" if name == "response" and code[:1] in ("4", "5") else name, code)
    if code and len(said) < 60:
        return Role("errors" if code[0] in "45" else "response", code)
    return None


def heading_role(block: Block) -> Role | None:
    """Return the role of a heading."""
    return role_of(block.text) if len(block.text) < 80 else None
