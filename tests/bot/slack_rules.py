"""The documented limits of Slack messages and views, as a checker of payloads.

`problems` of a payload that Slack would take, and that shows nothing but what was meant, is empty.
Lengths count UTF-16 units of the text as sent.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

_BLOCKS: dict[str, tuple[set[str], set[str]]] = {  # required, optional
    "header": ({"text"}, set()),
    "section": (set(), {"text", "fields", "accessory", "expand"}),
    "context": ({"elements"}, set()),
    "actions": ({"elements"}, set()),
    "divider": (set(), set()),
    "input": ({"label", "element"}, {"hint", "optional", "dispatch_action"}),
}
_ELEMENTS = {  # what a modal's inputs may hold
    "plain_text_input": {"multiline", "max_length", "min_length", "initial_value", "placeholder"},
    "static_select": {"options", "initial_option", "placeholder"},
    "multi_static_select": {"options", "initial_options", "placeholder", "max_selected_items"},
    "external_select": {"min_query_length", "initial_option", "placeholder"},
    "multi_external_select": {"min_query_length", "initial_options", "placeholder"},
    "conversations_select": {
        *("default_to_current_conversation", "filter", "initial_conversation", "placeholder"),
    },
    "timepicker": {"initial_time", "placeholder"},
}
_BUTTON = {"type", "text", "action_id", "value", "url", "style", "accessibility_label", "confirm"}
_MARKUP = re.compile(r"<(?:https?://[^\s<>|]{1,3000}\|[^<>|]+|@[UW][A-Z0-9]+|#[CGD][A-Z0-9]+)>")
_ENTITY = re.compile(r"&(?!amp;|lt;|gt;)")


def message_problems(message: Json) -> list[str]:
    """What is wrong with the arguments of chat.postMessage, chat.update or a response_url."""
    found = list(_text_problems(message.get("text"), 4000, "text"))
    found += _blocks_problems(message.get("blocks", []), most=50)
    metadata = message.get("metadata")
    if metadata is not None:
        metadata = json.loads(metadata) if isinstance(metadata, str) else metadata
        if set(metadata) != {"event_type", "event_payload"}:
            found.append("metadata: other keys than event_type and event_payload")
        if len(json.dumps(metadata)) > 2000:
            found.append("metadata: longer than 2000")
    for name in ("link_names", "parse", "markdown_text"):
        if name in message:
            found.append(f"{name}: must not be sent")
    return found


def view_problems(view: Json) -> list[str]:
    """What is wrong with a Home tab or a modal."""
    known = {"type", "blocks", "private_metadata", "callback_id", "external_id"}
    found = []
    if view.get("type") == "modal":
        known |= {"title", "submit", "close", "notify_on_close", "clear_on_close"}
        for name in ("title", "submit", "close"):
            if name in view:
                found += _object_problems(view[name], 24, only="plain_text")
        if "title" not in view:
            found.append("view: a modal without a title")
        if "submit" not in view and any(b["type"] == "input" for b in view["blocks"]):
            found.append("view: inputs without a submit")
    elif view.get("type") != "home":
        found.append("view: its type is neither home nor modal")
    if set(view) - known:
        found.append(f"view: unknown properties {sorted(set(view) - known)}")
    if len(view.get("private_metadata", "")) > 3000 or len(view.get("callback_id", "")) > 255:
        found.append("view: too much metadata")
    return found + _blocks_problems(view.get("blocks", []), most=100)


def options_problems(options: list[Json]) -> list[str]:
    """What is wrong with the options of a menu."""
    found = [] if len(options) <= 100 else [f"options: {len(options)} of at most 100"]
    for option in options:
        found += _option_problems(option)
    values = [option.get("value") for option in options]
    return found if len(values) == len(set(values)) else [*found, "options: a value stands twice"]


def _option_problems(option: Json) -> Iterator[str]:
    if set(option) - {"text", "value", "description"}:
        yield f"option with {sorted(option)}"
    yield from _object_problems(option["text"], 75)
    if not 1 <= len(option.get("value", "")) <= 150:
        yield f"option value {option.get('value')!r}"


def _input_problems(block: Json) -> Iterator[str]:
    yield from _object_problems(block["label"], 2000, only="plain_text")
    element = block["element"]
    kind = element.get("type")
    if kind not in _ELEMENTS or set(element) - {"type", "action_id"} - _ELEMENTS[kind]:
        yield f"input element {kind} with {sorted(element)}"
        return
    if kind == "plain_text_input" and len(element.get("initial_value", "")) > 3000:
        yield "initial_value longer than 3000"
    if "placeholder" in element:
        yield from _object_problems(element["placeholder"], 150, only="plain_text")
    if kind in ("static_select", "multi_static_select"):
        if not element["options"]:
            yield "a menu without options"
        yield from options_problems(element["options"])
    initial = element.get("initial_options") or [element.get("initial_option")]
    for option in initial:
        if option is None:
            continue
        yield from _option_problems(option)
        if "options" in element and option not in element["options"]:
            yield "an initial option that is none of the options"


def _blocks_problems(blocks: list[Json], most: int) -> list[str]:
    found = [] if len(blocks) <= most else [f"blocks: {len(blocks)} of at most {most}"]
    if not blocks:
        found.append("blocks: none")
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        found.append("blocks: a block_id stands twice")
    for number, block in enumerate(blocks):
        found += [f"blocks/{number}: {problem}" for problem in _block_problems(block)]
    return found


def _block_problems(block: Json) -> Iterator[str]:
    kind = block.get("type")
    if kind not in _BLOCKS:
        yield f"type {kind}"
        return
    required, optional = _BLOCKS[kind]
    names = set(block) - {"type", "block_id"}
    if required - names or names - required - optional:
        yield f"{kind} with {sorted(names)}"
        return
    if len(block.get("block_id", "")) > 255:
        yield "block_id longer than 255"
    if kind == "input":
        yield from _input_problems(block)
    if kind == "header":
        yield from _object_problems(block["text"], 150, only="plain_text")
    if kind == "section":
        yield from _section_problems(block)
    if kind == "context":
        if not 1 <= len(block["elements"]) <= 10:
            yield f"{len(block['elements'])} elements"
        for element in block["elements"]:
            yield from _object_problems(element, 3000)
    if kind == "actions":
        yield from _actions_problems(block["elements"])


def _section_problems(block: Json) -> Iterator[str]:
    if "text" not in block and "fields" not in block:
        yield "neither text nor fields"
    if "text" in block:
        yield from _object_problems(block["text"], 3000)
    if "fields" in block and not 1 <= len(block["fields"]) <= 10:
        yield f"{len(block['fields'])} fields"
    for field in block.get("fields", []):
        yield from _object_problems(field, 2000)
    if "accessory" in block:
        yield from _button_problems(block["accessory"])


def _actions_problems(elements: list[Json]) -> Iterator[str]:
    if not 1 <= len(elements) <= 25:
        yield f"{len(elements)} elements"
    ids = [element.get("action_id") for element in elements]
    if len(ids) != len(set(ids)):
        yield "an action_id stands twice"
    for element in elements:
        yield from _button_problems(element)


def _button_problems(button: Json) -> Iterator[str]:
    if button.get("type") != "button" or set(button) - _BUTTON:
        yield f"button with {sorted(button)}"
    if not 1 <= len(button.get("action_id", "")) <= 255:
        yield "action_id"
    yield from _object_problems(button["text"], 75, only="plain_text")
    if _units(button.get("value", "")) > 2000:
        yield "value longer than 2000"
    if len(button.get("accessibility_label", "")) > 75:
        yield "accessibility_label longer than 75"
    confirm = button.get("confirm")
    if confirm is not None:
        for name, limit in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
            yield from _object_problems(confirm[name], limit)
    url = button.get("url")
    if url is not None and not re.fullmatch(r"https?://[^\s<>|]{1,2990}", url):
        yield f"url {url[:40]}"


def _object_problems(text: Json, limit: int, only: str | None = None) -> Iterator[str]:
    kind = text.get("type")
    allowed = {"plain_text": {"emoji"}, "mrkdwn": {"verbatim"}}
    if kind not in allowed or (only and kind != only):
        yield f"text of type {kind}"
        return
    if set(text) - {"type", "text"} - allowed[kind]:
        yield f"text with {sorted(text)}"
    if kind == "mrkdwn" and text.get("verbatim") is not True:
        yield "mrkdwn that is not verbatim"
    if kind == "plain_text" and text.get("emoji") is not False:
        yield "plain_text that reads emoji"
    yield from _text_problems(text.get("text"), limit, str(kind))


def _text_problems(text: object, limit: int, where: str) -> Iterator[str]:
    if not isinstance(text, str) or not text.strip():
        yield f"{where}: empty"
        return
    if _units(text) > limit:
        yield f"{where}: {_units(text)} of at most {limit}"
    rest = text if where == "plain_text" else _MARKUP.sub("", text)
    rest = re.sub(r"^> ", "", rest, flags=re.MULTILINE) if where == "mrkdwn" else rest
    if "<" in rest or ">" in rest:
        yield f"{where}: unescaped < or > in {rest[:200]!r}"
    if _ENTITY.search(text):
        yield f"{where}: unescaped & in {text[:200]!r}"
    for char in text:
        category = unicodedata.category(char)
        if category in ("Cc", "Cs", "Zl", "Zp", "Co") and char != "\n":
            yield f"{where}: U+{ord(char):04X}"
        if category == "Cf" and char not in "\u200b\u200c\u200d":
            yield f"{where}: U+{ord(char):04X}"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
