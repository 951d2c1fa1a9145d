"""Every transition rule, accepted and refused."""

from goldilocks import digest_hex
from ledger import Ledger, Refused
from protocol import ZERO, address_text, hex_of, state_root
from scenario import ALICE, BOB, CAROL, CHAIN, NEVER, OPERATOR, account_json, accounts_json, context_json, intent_json, operation_json, transfer, withdrawal

U60, U62, U64 = 2**60 - 1, 2**62 - 1, 2**64 - 1
P = 2**64 - 2**32 + 1
NOW = 1_700_000_000


def files():
    return {"transitions.json": transitions()}


def account(who, balance, token=0, nonce=0):
    return {"address": who.address, "token": token, "balance": balance, "nonce": nonce}


BASE = {
    1: account(ALICE, 1000, nonce=5),
    2: account(BOB, 50),
    3: account(ALICE, 70, token=9),
    5: account(CAROL, U62 - 10, token=9),
    6: account(ALICE, 30),  # a second leaf of the same owner and token
}


def requests():
    """(name, intent, batch timestamp)"""
    t, w = transfer, withdrawal
    yield "a transfer to an existing leaf", t(ALICE, 1, BOB, 100, 3, 5)
    yield "a transfer that opens the lowest free leaf", t(ALICE, 1, CAROL, 100, 3, 5)
    yield "a transfer that opens a leaf of a second token", t(ALICE, 3, BOB, 10, 1, 0, 9)
    yield "a transfer without a fee", t(ALICE, 1, BOB, 100, 0, 5)
    yield "a transfer of everything", t(ALICE, 1, BOB, 1000, 0, 5)
    yield "a transfer of everything with its fee", t(ALICE, 1, BOB, 900, 100, 5)
    yield "a transfer of one unit too much", t(ALICE, 1, BOB, 1001, 0, 5)
    yield "a transfer whose fee is one unit too much", t(ALICE, 1, BOB, 900, 101, 5)
    yield "a fee above the balance", t(ALICE, 1, BOB, 1, 2**32 - 1, 5)
    yield "a transfer to oneself", t(ALICE, 1, ALICE, 100, 3, 5)
    yield "a transfer of everything to oneself", t(ALICE, 1, ALICE, 997, 3, 5)
    yield "a transfer of too much to oneself", t(ALICE, 1, ALICE, 998, 3, 5)
    yield "a transfer from an owner's second leaf goes to the lowest one", t(ALICE, 6, ALICE, 20, 1, 0)
    yield "amount zero", t(ALICE, 1, BOB, 0, 3, 5)
    yield "amount 2^60 - 1, more than the balance", t(ALICE, 1, BOB, U60, 0, 5)
    yield "amount 2^60", t(ALICE, 1, BOB, U60 + 1, 0, 5)
    yield "amount p", t(ALICE, 1, BOB, P, 0, 5)
    yield "amount p + 1", t(ALICE, 1, BOB, P + 1, 0, 5)
    yield "amount 2^64 - 1", t(ALICE, 1, BOB, U64, 0, 5)
    yield "a nonce already used", t(ALICE, 1, BOB, 100, 3, 4)
    yield "a nonce ahead", t(ALICE, 1, BOB, 100, 3, 6)
    yield "nonce 2^48", t(ALICE, 1, BOB, 100, 3, 2**48)
    yield "nonce p + 5", t(ALICE, 1, BOB, 100, 3, P + 5)
    yield "valid until exactly now", t(ALICE, 1, BOB, 100, 3, 5, valid_until=NOW)
    yield "valid until a second ago", t(ALICE, 1, BOB, 100, 3, 5, valid_until=NOW - 1)
    yield "valid until 2^48", t(ALICE, 1, BOB, 100, 3, 5, valid_until=2**48)
    yield "an unknown sender", t(ALICE, 4, BOB, 100, 3, 5)
    yield "the reserved leaf as sender", t(ALICE, 0, BOB, 100, 3, 5)
    yield "the last leaf, unknown, as sender", t(ALICE, 2**32 - 1, BOB, 100, 3, 5)
    yield "a sender's leaf of another address", t(ALICE, 2, BOB, 10, 3, 0)
    yield "another token than the leaf's", t(ALICE, 1, BOB, 100, 3, 5, token=9)
    yield "the zero recipient", t(ALICE, 1, ZERO, 100, 3, 5)
    yield "a recipient for whom nobody knows a key", t(ALICE, 1, (P - 1, 0, 1, P - 2), 100, 3, 5)
    yield "the recipient's balance reaches 2^62 - 1", t(ALICE, 3, CAROL, 10, 0, 0, 9)
    yield "the recipient's balance would pass 2^62 - 1", t(ALICE, 3, CAROL, 11, 0, 0, 9)
    yield "a full leaf pays itself", t(CAROL, 5, CAROL, 11, 0, 0, 9)
    yield "a withdrawal", w(ALICE, 1, BOB.owner, 100, 3, 5)
    yield "a withdrawal of everything", w(ALICE, 1, BOB.owner, 1000, 0, 5)
    yield "a withdrawal of one unit too much", w(ALICE, 1, BOB.owner, 998, 3, 5)
    yield "a withdrawal of nothing", w(ALICE, 1, BOB.owner, 0, 3, 5)
    yield "a withdrawal of 2^60", w(ALICE, 1, BOB.owner, U60 + 1, 3, 5)
    yield "a withdrawal to the zero address", w(ALICE, 1, bytes(20), 100, 3, 5)
    yield "a withdrawal with a nonce already used", w(ALICE, 1, BOB.owner, 100, 3, 4)
    yield "a withdrawal with a nonce ahead", w(ALICE, 1, BOB.owner, 100, 3, 6)
    yield "an expired withdrawal", w(ALICE, 1, BOB.owner, 100, 3, 5, valid_until=NOW - 1)
    yield "a withdrawal from an unknown leaf", w(ALICE, 4, BOB.owner, 100, 3, 5)
    yield "a withdrawal from another address's leaf", w(ALICE, 2, BOB.owner, 10, 3, 0)
    yield "a withdrawal of another token", w(ALICE, 1, BOB.owner, 100, 3, 5, token=9)
    # Two faults at once: the order of the checks decides the reason.
    yield "amount zero before unknown sender", t(ALICE, 4, BOB, 0, 3, 5)
    yield "amount too large before nonce too large", t(ALICE, 1, BOB, U64, 3, U64)
    yield "nonce too large before valid-until too large", t(ALICE, 1, BOB, 1, 3, U64, valid_until=U64)
    yield "valid-until too large before zero recipient", t(ALICE, 1, ZERO, 1, 3, 5, valid_until=U64)
    yield "zero recipient before unknown sender", t(ALICE, 4, ZERO, 1, 3, 5)
    yield "wrong address before token mismatch", t(ALICE, 2, BOB, 1, 3, 0, token=9)
    yield "token mismatch before expiry", t(ALICE, 1, BOB, 1, 3, 5, token=9, valid_until=0)
    yield "expiry before nonce", t(ALICE, 1, BOB, 1, 3, 4, valid_until=0)
    yield "nonce before balance", t(ALICE, 1, BOB, 5000, 3, 4)
    yield "balance before recipient overflow", t(ALICE, 3, CAROL, 71, 0, 0, 9)


def transitions():
    return {
        "what": "User operations against one state: the reason of a refusal, or the operation that is logged and the state after it.",
        "context": context_json(CHAIN),
        "before": {"accounts": accounts_json(BASE), "root": digest_hex(state_root(BASE))},
        "timestamp": str(NOW),
        "requests": [request(name, intent) for name, intent in requests()],
        "queue": queue(),
        "fees": fees(),
        "illegal": illegal(),
    }


def changes(before, ledger):
    return {
        "changed": [{"leaf": leaf, **account_json(a)} for leaf, a in sorted(ledger.accounts.items()) if before.get(leaf) != a],
        "root": digest_hex(state_root(ledger.accounts)),
    }


def request(name, intent):
    ledger = Ledger(BASE)
    case = {"name": name, "intent": intent_json(intent)}
    try:
        ledger.check(intent, NOW)
    except Refused as e:
        return {**case, "refused": str(e)}
    op = ledger.resolve(intent)
    ledger.apply(op)
    return {**case, "operation": operation_json(op), "after": changes(BASE, ledger), "fees": str(ledger.fees[intent["token"]])}


def queue():
    """Deposits and forced exits: they are never refused, only resolved."""
    cases = []
    makers = [
        ("a deposit to an existing leaf", lambda l: l.deposit(BOB.address, 0, 500, BOB.owner)),
        ("a deposit that opens a leaf", lambda l: l.deposit(CAROL.address, 0, U60, CAROL.owner)),
        ("a deposit to an owner of two leaves goes to the lower", lambda l: l.deposit(ALICE.address, 0, 1, ALICE.owner)),
        ("a forced exit", lambda l: l.forced_exit(1, ALICE.address, 0, ALICE.owner)),
        ("a forced exit of an owner's second leaf", lambda l: l.forced_exit(6, ALICE.address, 0, ALICE.owner)),
        ("a forced exit of the largest balance", lambda l: l.forced_exit(5, CAROL.address, 9, CAROL.owner)),
        ("a forced exit of another address's leaf does nothing", lambda l: l.forced_exit(2, ALICE.address, 0, ALICE.owner)),
        ("a forced exit of another token does nothing", lambda l: l.forced_exit(1, ALICE.address, 9, ALICE.owner)),
        ("a forced exit of an empty leaf does nothing", lambda l: l.forced_exit(4, ALICE.address, 0, ALICE.owner)),
        ("a forced exit of the reserved leaf does nothing", lambda l: l.forced_exit(0, ALICE.address, 0, ALICE.owner)),
    ]
    for name, make in makers:
        ledger = Ledger(BASE)
        op = make(ledger)
        ledger.apply(op)
        cases.append({"name": name, "operation": operation_json(op), "after": changes(BASE, ledger)})
    return cases


def fees():
    """Transfers that pay fees, then the collections, with and without leaves to open."""
    out = []
    for name, collector, intents in [
        ("two tokens, both leaves opened", OPERATOR, [transfer(ALICE, 1, BOB, 1, 7, 5), transfer(ALICE, 3, BOB, 1, 9, 0, 9), transfer(ALICE, 1, BOB, 1, 2, 6)]),
        ("one token, into a leaf that exists", BOB, [transfer(ALICE, 1, CAROL, 1, 7, 5)]),
        ("no fees, no collections", OPERATOR, [transfer(ALICE, 1, BOB, 1, 0, 5)]),
    ]:
        ledger = Ledger(BASE)
        for intent in intents:
            ledger.check(intent, NOW)
            ledger.apply(ledger.resolve(intent))
        collections = ledger.collections(collector.address)
        for op in collections:
            ledger.apply(op)
        out.append({
            "name": name, "operator": address_text(collector.address), "intents": [intent_json(i) for i in intents],
            "collections": [operation_json(op) for op in collections], "after": changes(BASE, ledger),
        })
    return out


def illegal():
    """Operations as a log might hold them, which a replay must refuse."""
    good = Ledger(BASE).resolve(transfer(ALICE, 1, BOB, 100, 3, 5))
    opening = Ledger(BASE).resolve(transfer(ALICE, 1, CAROL, 100, 3, 5))
    deposit = Ledger(BASE).deposit(BOB.address, 0, 500, BOB.owner)
    opened = Ledger(BASE).deposit(CAROL.address, 0, 500, CAROL.owner)
    exit_ = Ledger(BASE).forced_exit(1, ALICE.address, 0, ALICE.owner)
    missed = Ledger(BASE).forced_exit(2, ALICE.address, 0, ALICE.owner)
    fee = {"kind": "collectFees", "leaf": 4, "opens": True, "address": OPERATOR.address, "token": 0, "amount": 7}
    cases = [
        ("a transfer to another address's leaf", {**good, "recipient": 3}),
        ("a transfer to an empty leaf without opening it", {**opening, "opens": False}),
        ("a transfer that opens a leaf in use", {**good, "opens": True}),
        ("a transfer that opens the reserved leaf", {**opening, "recipient": 0}),
        ("a transfer to a leaf of another token", {**good, "intent": transfer(ALICE, 1, CAROL, 100, 3, 5), "recipient": 5}),
        ("a transfer with a repeated nonce", {**good, "intent": transfer(ALICE, 1, BOB, 100, 3, 4)}),
        ("a transfer above the balance", {**good, "intent": transfer(ALICE, 1, BOB, 1001, 0, 5)}),
        ("a transfer of nothing", {**good, "intent": transfer(ALICE, 1, BOB, 0, 0, 5)}),
        ("an expired transfer", {**good, "intent": transfer(ALICE, 1, BOB, 100, 3, 5, valid_until=NOW - 1)}),
        ("a transfer valid until 2^48", {**good, "intent": transfer(ALICE, 1, BOB, 100, 3, 5, valid_until=2**48)}),
        ("a transfer that overflows the recipient", {"kind": "transfer", "intent": transfer(ALICE, 3, CAROL, 11, 0, 0, 9), "recipient": 5, "opens": False}),
        ("a withdrawal above the balance", {"kind": "withdrawal", "intent": withdrawal(ALICE, 1, BOB.owner, 1001, 0, 5)}),
        ("a deposit out of queue order", {**deposit, "queueIndex": 1}),
        ("a deposit of nothing", {**deposit, "amount": 0}),
        ("a deposit of 2^60", {**deposit, "amount": U60 + 1}),
        ("a deposit to another address's leaf", {**deposit, "leaf": 1}),
        ("a deposit that opens a leaf in use", {**deposit, "opens": True}),
        ("a deposit that opens the reserved leaf", {**opened, "leaf": 0}),
        ("a deposit that overflows", {**deposit, "leaf": 5, "address": CAROL.address, "token": 9, "amount": 11}),
        ("a forced exit that burns too little", {**exit_, "burned": 999}),
        ("a forced exit that burns nothing though it matches", {**exit_, "burned": 0}),
        ("a forced exit that burns though it does not match", {**missed, "burned": 50}),
        ("a forced exit out of queue order", {**exit_, "queueIndex": 7}),
        ("fees that nobody paid", fee),
        ("a collection of nothing", {**fee, "amount": 0}),
    ]
    return [{"name": n, "operation": operation_json(op)} for n, op in cases]
