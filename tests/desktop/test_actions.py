"""The table of commands: no key means two things, every row can be shown, every key is on the page of keys."""

from itertools import combinations

from desktop.actions import ACTIONS, MENUS, find_action
from desktop.windows.look import ICONS


def clashes() -> list[tuple[str, str, str]]:
    found = []
    for one, other in combinations(ACTIONS, 2):
        if one.keys and one.keys == other.keys:
            places = set(one.places) & set(other.places)
            if places or "everywhere" in (*one.places, *other.places):
                found.append((one.keys, one.id, other.id))
    return found


def test_no_key_is_twice_in_a_place_or_in_everywhere() -> None:
    assert clashes() == []


def test_ids_are_unique_and_named_subject_verb() -> None:
    ids = [action.id for action in ACTIONS]
    assert len(set(ids)) == len(ids)
    assert all(id.count(".") == 1 for id in ids)


def test_every_command_has_words_a_known_menu_and_a_known_icon() -> None:
    for action in ACTIONS:
        assert action.text and action.places, action.id
        assert action.menu in MENUS, action.id
        assert not action.icon or action.icon in ICONS, action.id
        assert not action.in_tool_bar or action.icon, action.id


def test_bare_keys_work_beside_images_only() -> None:
    """In text they type."""
    for action in ACTIONS:
        is_bare = action.keys and "+" not in action.keys and not action.keys.startswith("F1") and len(action.keys) == 1
        if is_bare or action.keys in ("Space", "Del", "Tab"):
            assert set(action.places) <= {"viewer", "findings"}, action.id


def test_a_command_is_found_by_its_id() -> None:
    assert find_action("findings.accept").keys == "Space"
