"""The transition rules over a plain dictionary of accounts."""

from protocol import EMPTY, ZERO

MAX_AMOUNT, MAX_BALANCE, MAX_SUPPLY = 2**60 - 1, 2**62 - 1, 2**60 - 1
MAX_TIME, MAX_NONCE = 2**48 - 1, 2**48 - 1


class Refused(Exception):
    pass


class Ledger:
    def __init__(self, accounts=None):
        self.accounts = {leaf: dict(a) for leaf, a in (accounts or {}).items()}
        self.fees = {}
        self.next_queue_index = 0

    def get(self, leaf):
        return self.accounts.get(leaf, EMPTY)

    def find(self, address, token):
        owned = [leaf for leaf, a in self.accounts.items() if (a["address"], a["token"]) == (address, token)]
        return min(owned) if owned else None

    def lowest_free(self):
        leaf = 1
        while leaf in self.accounts:
            leaf += 1
        return leaf

    def check(self, intent, timestamp):
        """Raises the first reason for which a user's operation is refused."""
        if intent["amount"] == 0:
            raise Refused("amount_zero")
        if intent["amount"] > MAX_AMOUNT:
            raise Refused("amount_too_large")
        if intent["nonce"] > MAX_NONCE:
            raise Refused("nonce_too_high")
        if intent["validUntil"] > MAX_TIME:
            raise Refused("valid_until_too_large")
        if intent["recipient"] == ZERO or intent["recipient"] == bytes(20):
            raise Refused("recipient_zero")
        if intent["sender"] not in self.accounts:
            raise Refused("unknown_account")
        sender = self.get(intent["sender"])
        if sender["address"] != intent["senderAddress"]:
            raise Refused("wrong_address")
        if sender["token"] != intent["token"]:
            raise Refused("token_mismatch")
        if timestamp > intent["validUntil"]:
            raise Refused("expired")
        if intent["nonce"] != sender["nonce"]:
            raise Refused("nonce_too_low" if intent["nonce"] < sender["nonce"] else "nonce_too_high")
        if intent["amount"] + intent["fee"] > sender["balance"]:
            raise Refused("insufficient_balance")
        if intent["type"] == "transfer":
            leaf = self.find(intent["recipient"], intent["token"])
            if leaf not in (None, intent["sender"]) and self.get(leaf)["balance"] + intent["amount"] > MAX_BALANCE:
                raise Refused("recipient_overflow")

    def resolve(self, intent):
        if intent["type"] == "withdrawal":
            return {"kind": "withdrawal", "intent": intent}
        leaf, opens = self._target(intent["recipient"], intent["token"])
        return {"kind": "transfer", "intent": intent, "recipient": leaf, "opens": opens}

    def deposit(self, address, token, amount, refund):
        leaf, opens = self._target(address, token)
        return {
            "kind": "deposit", "queueIndex": self.next_queue_index, "leaf": leaf, "opens": opens,
            "address": address, "token": token, "amount": amount, "refund": refund,
        }

    def forced_exit(self, leaf, address, token, payee):
        account = self.get(leaf)
        matches = (account["address"], account["token"]) == (address, token)
        return {
            "kind": "forcedExit", "queueIndex": self.next_queue_index, "leaf": leaf,
            "address": address, "token": token, "burned": account["balance"] if matches else 0, "payee": payee,
        }

    def collections(self, address):
        """Fee collections of the open batch, tokens ascending; the ledger stays as it is."""
        trial = Ledger(self.accounts)
        out = []
        for token in sorted(t for t, f in self.fees.items() if f):
            leaf, opens = trial._target(address, token)
            op = {"kind": "collectFees", "leaf": leaf, "opens": opens, "address": address, "token": token, "amount": self.fees[token]}
            trial._credit(op)
            out.append(op)
        return out

    def apply(self, op):
        kind = op["kind"]
        if kind in ("transfer", "withdrawal"):
            intent = op["intent"]
            sender = self.accounts[intent["sender"]]
            sender["balance"] -= intent["amount"] + intent["fee"]
            sender["nonce"] += 1
            self.fees[intent["token"]] = self.fees.get(intent["token"], 0) + intent["fee"]
            if kind == "transfer":
                self._credit({"leaf": op["recipient"], "opens": op["opens"], "address": intent["recipient"], "token": intent["token"], "amount": intent["amount"]})
        elif kind == "forcedExit":
            if op["burned"]:
                self.accounts[op["leaf"]]["balance"] = 0
            self.next_queue_index += 1
        else:
            self._credit(op)
            if kind == "deposit":
                self.next_queue_index += 1
            else:
                self.fees[op["token"]] = 0

    def _target(self, address, token):
        leaf = self.find(address, token)
        return (self.lowest_free(), True) if leaf is None else (leaf, False)

    def _credit(self, op):
        if op["opens"]:
            self.accounts[op["leaf"]] = {"address": op["address"], "token": op["token"], "balance": 0, "nonce": 0}
        self.accounts[op["leaf"]]["balance"] += op["amount"]
