"""First contact without a network: keys, fingerprints that a person really compares, certificates and their end."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desk.core.envelope import Held
from fupin_desk.core.errors import DeskError
from fupin_desk.exchange.certificates import (
    CLERK,
    READER,
    EnrolmentRequest,
    Place,
    Revocation,
    for_village,
    read_certificate,
    read_request,
    write_pairing_card,
    write_request,
)
from fupin_desk.exchange.county import CountyCard, CountyRoot, read_county_card
from fupin_desk.exchange.directory import UNCONFIRMED, Directory, Standing
from fupin_desk.exchange.documents import REQUEST, seal, unseal
from fupin_desk.exchange.fingerprint import (
    alphabet,
    answers,
    challenge,
    county_fingerprint,
    grouped,
    laptop_fingerprint,
    question,
)
from fupin_desk.exchange.identity import Identity, PublicCard, holds
from fupin_desk.exchange.receipt import Anchor, Arrived, Receipt, Rejected, read_receipt
from fupin_desk.exchange.refusals import (
    BadDocument,
    BadOrigin,
    Expired,
    ListClash,
    OtherCounty,
    Refused,
    Revoked,
    UnknownSender,
    WrongVillage,
)
from tests.exchange.county_kit import (
    CREEK,
    ID_NUMBER,
    NAME,
    STONE,
    TODAY,
    UNTIL,
    County,
    Laptop,
    block,
    county_with,
    receive,
    send,
)


def test_keys_come_back_from_the_store_and_never_show_themselves() -> None:
    identity = Identity.create()
    again = Identity.from_bytes(identity.to_bytes())
    assert again == identity and again.card == identity.card
    assert PublicCard.from_bytes(identity.card.to_bytes()) == identity.card
    root = CountyRoot.create()
    assert CountyRoot.from_bytes(root.to_bytes()).public == root.public
    for secret in (identity, root):
        assert secret.to_bytes().decode().split('"seed":"')[1][:64] not in repr(secret)
    assert "AGE-SECRET" not in repr(identity)


@given(st.binary(max_size=200))
def test_bytes_that_are_no_keys_are_refused(data: bytes) -> None:
    for read in (Identity.from_bytes, PublicCard.from_bytes, CountyRoot.from_bytes):
        with pytest.raises(ValueError):  # the kind of error is all that is promised
            read(data)


def test_a_signature_holds_for_its_key_its_purpose_and_its_words_only() -> None:
    one, two = Identity.create(), Identity.create()
    signature = one.sign(b"jzbao-a-v1\0", b"words")
    assert holds(one.card.signing, b"jzbao-a-v1\0", b"words", signature)
    assert not holds(two.card.signing, b"jzbao-a-v1\0", b"words", signature)
    assert not holds(one.card.signing, b"jzbao-b-v1\0", b"words", signature)
    assert not holds(one.card.signing, b"jzbao-a-v1\0", b"word", signature)
    assert not holds(one.card.signing, b"jzbao-a-v1\0", b"words", b"short")


def test_a_fingerprint_is_twelve_characters_and_changes_with_every_part_of_a_card() -> None:
    assert len(alphabet()) == 2048
    card, other = Identity.create().card, Identity.create().card
    seen = {
        laptop_fingerprint(card), laptop_fingerprint(replace(card, replica=other.replica)),
        laptop_fingerprint(replace(card, signing=other.signing)),
        laptop_fingerprint(replace(card, sealing=other.sealing)), county_fingerprint(card.signing),
    }  # fmt: skip
    assert len(seen) == 5 and all(len(one) == 12 and set(one) <= set(alphabet()) for one in seen)
    assert laptop_fingerprint(card) == laptop_fingerprint(PublicCard.from_bytes(card.to_bytes()))


def test_a_fingerprint_printed_today_is_the_same_in_ten_years() -> None:
    assert grouped(county_fingerprint("00" * 32)) == "确味拨粮 矿链读描 法归争膨"
    card = PublicCard("00" * 16, "00" * 32, "age1" + "q" * 58)
    assert grouped(laptop_fingerprint(card)) == "哲木逃疆 三胜锦争 厉苦氨驱"


def test_next_next_is_impossible_four_characters_are_asked_at_other_places_each_time() -> None:
    fingerprint = laptop_fingerprint(Identity.create().card)
    asked = Counter(challenge(random.Random(seed)) for seed in range(300))
    assert len(asked) > 100
    for positions in asked:
        assert len(set(positions)) == 4 and {at // 4 for at in positions} == {0, 1, 2}
        right = "".join(fingerprint[at] for at in positions)
        assert answers(fingerprint, positions, f" {right[:2]}　{right[2:]} ") and answers(fingerprint, positions, right)
        for wrong in ("", right[:3], right + right[0], fingerprint, alphabet()[0] * 4):
            assert wrong == right or not answers(fingerprint, positions, wrong)
    assert question((0, 3, 7, 11)) == "请看着对方的纸或屏幕，输入第 1、4、8、12 个字。"
    assert {at for _ in range(200) for at in challenge()} == set(range(12))


def test_a_laptop_is_enrolled_by_files_alone_and_its_request_shows_no_name() -> None:
    county, _ = county_with()
    laptop = Laptop(Identity.create(), STONE)
    assert laptop.directory.take_county(county.card_data)
    request = EnrolmentRequest(laptop.card, STONE, NAME, f"{NAME}的电脑", TODAY)
    file = seal(write_request(request, laptop.identity), laptop.directory.county.desk)  # type: ignore[union-attr]
    assert NAME.encode() not in file and laptop.card.signing.encode() not in file
    opened = read_request(unseal(file, county.desk.identity, REQUEST))
    assert opened == request and NAME not in repr(opened)
    with pytest.raises(BadDocument, match="登记申请已损坏"):
        unseal(file, laptop.identity, REQUEST)
    county.certify(laptop)
    county.publish()
    assert {known.standing for known in laptop.directory.known()} == {Standing.OWN, Standing.COUNTY}
    known = county.desk.directory.sender(laptop.card.key_id)
    assert known.standing is Standing.CERTIFIED and known.certificate is not None
    assert known.certificate.person == NAME and known.village == STONE


def test_new_keys_are_asked_for_under_the_signature_of_the_old_ones() -> None:
    old = Identity.create()
    new = Identity.create(old.replica)
    request = EnrolmentRequest(new.card, STONE, NAME, "甲", TODAY)
    data = write_request(request, new, old)
    assert read_request(data).replaces == old.card.signing
    forged = data.replace(old.card.signing.encode(), Identity.create().card.signing.encode())
    with pytest.raises(BadDocument):
        read_request(forged)


def test_blocks_signed_with_the_keys_before_stay_good_beside_the_new_ones() -> None:
    county, [laptop] = county_with(STONE)
    new = Laptop(Identity.create(laptop.card.replica), STONE)
    county.certify(new)
    county.publish()
    for identity in (laptop.identity, new.identity):
        county.desk.directory.verify_block(block(identity))


def documents(county: County, laptop: Laptop) -> dict[str, bytes]:
    receipt = Receipt(county.desk.card.signing, "", Held(), (), (), None, datetime(2026, 3, 1, tzinfo=UTC), 1)
    request = EnrolmentRequest(laptop.card, STONE, NAME, "甲", TODAY)
    return {
        "card": write_pairing_card(laptop.identity, STONE), "county": county.card_data,
        "certificate": county.certificates[0], "list": county.list_data(number=9),
        "receipt": receipt.sign(county.desk.identity), "request": write_request(request, laptop.identity),
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["card", "county", "certificate", "list", "receipt", "request"])
def test_no_changed_byte_of_a_document_passes(kind: str) -> None:
    county, [laptop] = county_with(STONE)
    readers = {
        "card": Directory(Identity.create().card, STONE).pair,
        "county": lambda data: read_county_card(data, county.root.public),
        "certificate": lambda data: read_certificate(data, county.desk.card),
        "list": lambda data: Directory.from_bytes(laptop.directory.to_bytes(), laptop.card, STONE).take_list(data),
        "receipt": lambda data: read_receipt(data, county.desk.directory), "request": read_request,
    }  # fmt: skip
    data = documents(county, laptop)[kind]
    readers[kind](data)
    chance = random.Random(3)
    for at in range(len(data)) if len(data) < 1200 else chance.sample(range(len(data)), 1200):
        changed = data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
        with pytest.raises(Refused):
            readers[kind](changed)
    for other, content in documents(county, laptop).items():
        if other != kind:
            with pytest.raises(BadDocument):
                readers[kind](content)


def test_a_card_of_another_county_never_replaces_the_own_one_but_a_newer_one_does() -> None:
    county, [laptop] = county_with(STONE)
    other, _ = county_with()
    with pytest.raises(OtherCounty, match="另一个县"):
        laptop.directory.take_county(other.card_data)
    assert laptop.directory.take_county(county.card_data) is False
    desk = Identity.create()
    card = CountyCard("青山县", "511799", 2, TODAY, UNTIL, county.root.public, desk.card)
    assert laptop.directory.take_county(card.issue(county.root)) is True
    with pytest.raises(ValueError, match="root"):
        card.issue(other.root)
    with pytest.raises(BadDocument):
        laptop.directory.take_list(county.list_data(number=99))
    again = Directory.from_bytes(laptop.directory.to_bytes(), laptop.card, STONE)
    assert again.list_number == 1 and again.county == card
    again.verify_block(block(county.desk.identity))
    with pytest.raises(Expired):
        again.require_entitled(again.sender(county.desk.card.key_id), 1, TODAY)


def test_lists_only_go_forward_and_two_under_one_number_are_an_alarm() -> None:
    county, [laptop] = county_with(STONE)
    older = county.list_data()
    county.certify(Laptop(Identity.create(), STONE))
    with pytest.raises(ListClash, match="第 1 号名单有两份不同的内容"):
        laptop.directory.take_list(county.list_data())
    county.publish()
    assert laptop.directory.list_number == 2
    assert laptop.directory.take_list(older) is False and laptop.directory.take_list(county.list_data()) is False
    assert len(laptop.directory.known()) == 3
    with pytest.raises(WrongVillage):
        laptop.directory.take_list(county.list_data(CREEK.code, 3))


def test_a_list_forged_by_a_laptop_or_brought_before_first_contact_is_refused() -> None:
    county, [laptop] = county_with(STONE)
    pretended = County()
    pretended.desk = laptop
    with pytest.raises(BadDocument):
        laptop.directory.take_list(pretended.list_data(number=9))
    with pytest.raises(OtherCounty):
        Directory(laptop.card, STONE).take_list(county.list_data())


def test_certificates_end_on_their_day_and_begin_on_it(tmp_path: Path) -> None:
    county, [laptop] = county_with(STONE)
    paths = send(tmp_path, laptop, [county.desk], [block(laptop.identity)]).paths
    for day in (date(2026, 1, 1), UNTIL):
        assert receive(paths, county.desk, day)
    for day in (date(2025, 12, 31), UNTIL + timedelta(days=1)):
        with pytest.raises(Expired, match="2026-01-01 至 2026-12-31"):
            receive(paths, county.desk, day)


def test_a_lost_laptop_is_cut_off_from_a_number_on_and_what_it_wrote_before_stays(tmp_path: Path) -> None:
    county, [laptop, other] = county_with(STONE, STONE)
    before = send(tmp_path, laptop, [county.desk], [block(laptop.identity)], seq=7).paths
    after = send(tmp_path, laptop, [county.desk], [block(laptop.identity, 4)], seq=8).paths
    county.revocations.append(Revocation(laptop.card.signing, 8, 4, "电脑丢失", TODAY))
    county.publish()
    assert receive(before, county.desk)[1]
    with pytest.raises(Revoked, match="第 8 号以后"):
        receive(after, county.desk)
    directory = other.directory
    directory.verify_block(block(laptop.identity, 1, 3))
    for late in (block(laptop.identity, 3, 2), block(laptop.identity, 4)):
        with pytest.raises(BadOrigin):
            directory.verify_block(late)
    assert laptop.card not in [known.card for known in directory.receivers(TODAY)]
    assert county.desk.card in [known.card for known in directory.receivers(TODAY)]


def test_a_certificate_for_another_village_opens_no_door(tmp_path: Path) -> None:
    county, [stone, creek] = county_with(STONE, CREEK)
    paths = send(tmp_path, creek, [stone, county.desk], [block(creek.identity)]).paths
    with pytest.raises(WrongVillage, match="“清溪村”的，和本机的“石桥村”不是一个村"):
        receive(paths, stone)
    disguised = send(tmp_path, creek, [county.desk], [block(creek.identity)], village=STONE).paths
    with pytest.raises(Refused, match="“清溪村”的电脑发出，里面写的却是别的村"):
        receive(disguised, county.desk)


def test_packages_go_to_the_county_and_the_own_village_and_to_nobody_whose_time_is_over() -> None:
    county, [one, two, creek] = county_with(STONE, STONE, CREEK)
    looking, late = Laptop(Identity.create(), STONE), Laptop(Identity.create(), STONE)
    county.certify(looking, READER)
    county.certify(late, until=TODAY - timedelta(days=1))
    county.publish()
    assert {known.card for known in one.directory.receivers(TODAY)} == {county.desk.card, two.card, looking.card}
    assert {known.card for known in county.desk.directory.receivers(TODAY)} == {
        one.card, two.card, looking.card, creek.card,
    }  # fmt: skip


def test_a_clerk_speaks_for_the_county_in_every_village(tmp_path: Path) -> None:
    county, [stone] = county_with(STONE)
    clerk = Laptop(Identity.create(), Place("", "青山县"))
    county.certify(clerk, CLERK)
    county.publish()
    assert receive(send(tmp_path, clerk, [stone], [block(clerk.identity)]).paths, stone)[0].sender == clerk.card
    certificates = [read_certificate(data, county.desk.card) for data in county.certificates]
    assert [one.card for one in for_village(certificates, CREEK.code)] == [clerk.card]


def test_two_laptops_pair_by_hand_are_marked_so_and_the_county_waits_for_their_certificates(tmp_path: Path) -> None:
    county, _ = county_with()
    one, two = (Laptop(Identity.create(), STONE) for _ in range(2))
    paths = send(tmp_path, one, [two, county.desk], [block(one.identity)]).paths
    with pytest.raises(UnknownSender, match="先导入县里最新的名单包，或与对方核对指纹后配对"):
        receive(paths, two)
    known = two.directory.pair(write_pairing_card(one.identity, STONE))
    assert known.standing is Standing.PAIRED and known.standing.value == UNCONFIRMED
    assert receive(paths, two)[1]
    two.directory.verify_block(block(one.identity))
    two.directory = Directory.from_bytes(two.directory.to_bytes(), two.card, STONE)
    assert receive(paths, two)[1]
    with pytest.raises(UnknownSender):
        receive(paths, county.desk)
    county.certify(one)
    county.certify(two)
    county.publish()
    assert receive(paths, county.desk)[1]
    assert two.directory.sender(one.card.key_id).standing is Standing.CERTIFIED
    with pytest.raises(WrongVillage):
        two.directory.pair(write_pairing_card(Identity.create(), CREEK))
    two.directory.unpair(one.card.signing)
    assert two.directory.sender(one.card.key_id).standing is Standing.CERTIFIED


def test_nobody_writes_in_the_name_of_another() -> None:
    county, [one, two] = county_with(STONE, CREEK)
    thief = Identity.create(one.card.replica)
    for forged in (block(thief), replace(block(two.identity), replica=one.card.replica), block(Identity.create())):
        with pytest.raises(BadOrigin, match="原始签名对不上"):
            county.desk.directory.verify_block(forged)
    paired = Laptop(two.identity, STONE)
    paired.directory.take_county(county.card_data)
    paired.directory.take_list(county.list_data())
    paired.directory.pair(write_pairing_card(thief, STONE))
    origin = paired.directory.origin(one.card.replica)
    assert origin is not None and origin.card == one.card


def test_a_receipt_says_what_has_arrived_and_only_the_county_or_the_village_can_write_it() -> None:
    county, [one, creek] = county_with(STONE, CREEK)
    held = Held({one.card.replica: ((1, 40), (43, 90))})
    receipt = Receipt(
        county.desk.card.signing, STONE.code, held, (Arrived(one.card.replica, 7, "7f" * 32),),
        (Rejected(one.card.replica, 41, 42, "证书已作废"),), Anchor(12, "ab" * 32), datetime(2026, 3, 1, 8, tzinfo=UTC),
        county.number, ("cd" * 32,),
    )  # fmt: skip
    data = receipt.sign(county.desk.identity)
    back, issuer = read_receipt(data, one.directory)
    assert back == receipt and issuer.is_county and back.confirms("7f" * 32) and not back.confirms("7e" * 32)
    assert list(back.held.gaps()) == [(one.card.replica, 41, 42)]
    with pytest.raises(BadDocument):
        read_receipt(data, creek.directory)
    with pytest.raises(ValueError, match="issues it"):
        receipt.sign(one.identity)
    stranger = Identity.create()
    with pytest.raises(UnknownSender):
        read_receipt(replace(receipt, issuer=stranger.card.signing).sign(stranger), one.directory)


def test_every_refusal_has_its_own_sentence_of_what_is_safe_and_what_to_do() -> None:
    kinds = Refused.__subclasses__()
    assert len({kind.text for kind in kinds}) == len(kinds) >= 20
    words = dict.fromkeys(("sender", "own", "parts", "missing", "key", "since", "until", "seq", "what", "number", "suite"), 7)
    for kind in kinds:
        said = str(kind("detail", **words))
        assert isinstance(kind("", **words), DeskError)
        assert "台账没有任何变化。" in said and said.endswith("。") and "detail" not in said and "您" not in said
        assert NAME not in said and ID_NUMBER not in said
