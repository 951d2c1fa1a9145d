"""Poseidon2 of width 8 over Goldilocks, with round constants recomputed from the Grain LFSR (ePrint 2023/323)."""

from functools import cache

from goldilocks import P

WIDTH, FULL, PARTIAL = 8, 8, 22


def _grain():
    def bits(value, count):
        return [value >> count - 1 - i & 1 for i in range(count)]

    state = bits(1, 2) + bits(0, 4) + bits(64, 12) + bits(WIDTH, 12) + bits(FULL, 10) + bits(PARTIAL, 10) + [1] * 30

    def step():
        bit = state[62] ^ state[51] ^ state[38] ^ state[23] ^ state[13] ^ state[0]
        state.pop(0)
        state.append(bit)
        return bit

    for _ in range(160):
        step()
    while True:
        keep = step()
        bit = step()
        if keep:
            yield bit


@cache
def constants():
    """Rows of the external rounds and single words of the internal ones, in the order in which the LFSR gives them."""
    stream = _grain()

    def element():
        while True:
            value = 0
            for _ in range(64):
                value = value << 1 | next(stream)
            if value < P:
                return value

    first = [[element() for _ in range(WIDTH)] for _ in range(FULL // 2)]
    middle = [element() for _ in range(PARTIAL)]
    last = [[element() for _ in range(WIDTH)] for _ in range(FULL // 2)]
    return first, middle, last


HALF = pow(2, -1, P)
DIAGONAL = [-2, 1, 2, HALF, 3, -HALF, -3, -4]
M4 = [[2, 3, 1, 1], [1, 2, 3, 1], [1, 1, 2, 3], [3, 1, 1, 2]]


def _external(s):
    blocks = [[sum(M4[r][c] * s[4 * b + c] for c in range(4)) for r in range(4)] for b in range(2)]
    total = [blocks[0][r] + blocks[1][r] for r in range(4)]
    return [(blocks[b][r] + total[r]) % P for b in range(2) for r in range(4)]


def _internal(s):
    total = sum(s)
    return [(DIAGONAL[i] * s[i] + total) % P for i in range(WIDTH)]


def permute(state):
    first, middle, last = constants()
    s = _external(list(state))
    for row in first:
        s = _external([pow(x + c, 7, P) for x, c in zip(s, row)])
    for c in middle:
        s[0] = pow(s[0] + c, 7, P)
        s = _internal(s)
    for row in last:
        s = _external([pow(x + c, 7, P) for x, c in zip(s, row)])
    return s


assert permute(range(8))[:2] == [0x020CF04A1B214D14, 0x84E14AAAEACAED25]


def H(tag, elements):
    """Sponge of rate 4 in overwrite mode; the capacity starts as (tag, count, 0, 0)."""
    elements = list(elements)
    assert all(0 <= e < P for e in elements)
    state = [0, 0, 0, 0, tag, len(elements), 0, 0]
    for start in range(0, max(len(elements), 1), 4):
        block = elements[start : start + 4]
        state[:4] = block + [0] * (4 - len(block))
        state = permute(state)
    return tuple(state[:4])


def node(left, right):
    out = permute(left + right)
    return tuple((out[i] + left[i]) % P for i in range(4))
