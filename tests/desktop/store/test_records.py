import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records_strategies import BY_TYPE, ids, texts

from desktop.store.records import decode, decode_edit, decode_patches, encode, encode_changes
from viewer.case.edits import RECORD_TYPES, Record, Swap
from viewer.case.errors import KnownError
from viewer.case.measurement import Ruler
from viewer.case.patch import Patch
from viewer.case.source import Source

RULER = Ruler("r1", "1.2", "1.3", (0.0, 0.0, 0.0), (3.0, 4.0, 0.0), Source("user:a", "2024-01-01"))


def test_every_record_type_has_a_strategy() -> None:
    assert set(BY_TYPE) == set(RECORD_TYPES)


@given(st.one_of(*BY_TYPE.values()))
def test_a_record_reads_back_as_it_was(record: Record) -> None:
    again = decode(record.kind, encode(record))
    assert again == record
    assert encode(again) == encode(record)  # also what equality ignores: the meaning of a code


@given(st.floats())
def test_floats_are_exact(number: float) -> None:
    again = decode("ruler", encode(replace(RULER, start_lps=(number, 0.0, -0.0))))
    assert isinstance(again, Ruler)
    assert again.start_lps[0] == number or (math.isnan(number) and math.isnan(again.start_lps[0]))
    assert math.copysign(1, again.start_lps[2]) == -1


@given(st.lists(st.one_of(*BY_TYPE.values()), max_size=4), st.binary(max_size=20), ids, texts)
def test_the_changes_of_an_edit_read_back(records: list[Record], voxels: bytes, id: str, file: str) -> None:
    patch = Patch(id, ((0, 1), (2, 3), (4, 6)), voxels, voxels[::-1])
    changes = (*(Swap(None, record) for record in records), patch, *(Swap(record, None) for record in records))
    written = encode_changes(changes, {id: file})
    assert decode_edit("x", "user:a", written).changes == changes
    assert decode_patches(written) == ((file, patch),)


def test_a_whole_number_in_a_place_for_floats_becomes_a_float() -> None:
    again = decode("ruler", encode(replace(RULER, end_lps=(3, 4, 0))))
    assert isinstance(again, Ruler) and isinstance(again.end_lps[0], float)


def test_a_field_that_an_older_version_did_not_write_takes_its_default() -> None:
    record = decode("evidence", '{"id":"e","series_uid":"1","frame_uid":"2","box_lps":[[0,0,0],[1,1,1]],"quantity":null,'
                    '"source":{"author":"user:a","made_at":"2024"}}')  # fmt: skip
    assert record.kind == "evidence" and encode(record).endswith('"measurement_id":""}')


@pytest.mark.parametrize(("kind", "body"), [("hologram", "{}"), ("ruler", encode(RULER)[:-1] + ',"curved":true}')])
def test_what_a_newer_version_wrote_is_refused_in_a_sentence(kind: str, body: str) -> None:
    with pytest.raises(KnownError, match="this version of Lightbox does not know"):
        decode(kind, body)
