"""Schnorr over ecGFp5 (ePrint 2022/274), naively: affine Weierstrass points, no attempt at speed or secrecy.

The group's elements are P + N for P of odd order n and N = (0, 0). Here an element is held as the P of odd order, None for
the neutral one; its encoding w = y/x of P + N is then -y/x of P.
"""

from goldilocks import P, digest_bytes
from poseidon2 import H

N = 1067993516717146951041484916571792702745057740581727230159139685185762082554198619328292418486241
THREE = pow(3, (P - 1) // 5, P)  # X^p = THREE * X, since X^5 = 3


def mul(a, b):
    c = [0] * 9
    for i in range(5):
        for j in range(5):
            c[i + j] += a[i] * b[j]
    return tuple((c[i] + (3 * c[i + 5] if i < 4 else 0)) % P for i in range(5))


def add(a, b):
    return tuple((x + y) % P for x, y in zip(a, b))


def sub(a, b):
    return tuple((x - y) % P for x, y in zip(a, b))


def scale(a, k):
    return tuple(x * k % P for x in a)


def frobenius(a, times):
    return tuple(x * pow(THREE, i * times, P) % P for i, x in enumerate(a))


def norm(a):
    """a^(1 + p + p^2 + p^3 + p^4), an element of the base field, and a^(p + ... + p^4)."""
    rest = mul(mul(frobenius(a, 1), frobenius(a, 2)), mul(frobenius(a, 3), frobenius(a, 4)))
    return mul(a, rest)[0], rest


def inverse(a):
    n, rest = norm(a)
    return scale(rest, pow(n, -1, P))


def is_square(a):
    return a == ZERO or pow(norm(a)[0], (P - 1) // 2, P) == 1


ZERO = (0, 0, 0, 0, 0)
ONE = (1, 0, 0, 0, 0)
A = (2, 0, 0, 0, 0)
B = (0, 263, 0, 0, 0)


def power(a, exponent):
    result = ONE
    while exponent:
        if exponent & 1:
            result = mul(result, a)
        a = mul(a, a)
        exponent >>= 1
    return result


def sqrt(a):
    """Tonelli-Shanks in GF(p^5); None when a is no square."""
    if not is_square(a):
        return None
    q, s = P**5 - 1, 0
    while q % 2 == 0:
        q, s = q // 2, s + 1
    z = (0, 1, 0, 0, 0)
    while is_square(z):
        z = add(z, ONE)
    m, c, t, r = s, power(z, q), power(a, q), power(a, (q + 1) // 2)
    while t != ONE:
        if t == ZERO:
            return ZERO
        i, u = 0, t
        while u != ONE:
            u, i = mul(u, u), i + 1
        b = c
        for _ in range(m - i - 1):
            b = mul(b, b)
        m, c = i, mul(b, b)
        t, r = mul(t, c), mul(r, b)
    return r


def decode(w):
    """The P of odd order of the element that w encodes."""
    if w == ZERO:
        return None
    e = sub(mul(w, w), A)
    root = sqrt(sub(mul(e, e), scale(B, 4)))
    assert root is not None, "not a point"
    x = scale(add(e, root), pow(2, -1, P))
    if not is_square(x):
        x = sub(x, root)
    return x, sub(ZERO, mul(w, x))


def encode(p):
    return ZERO if p is None else mul(sub(ZERO, p[1]), inverse(p[0]))


def point_add(p, q):
    if p is None or q is None:
        return q if p is None else p
    (x1, y1), (x2, y2) = p, q
    if x1 == x2:
        if add(y1, y2) == ZERO:
            return None
        slope = mul(add(add(scale(mul(x1, x1), 3), scale(mul(A, x1), 2)), B), inverse(scale(y1, 2)))
    else:
        slope = mul(sub(y2, y1), inverse(sub(x2, x1)))
    x3 = sub(sub(sub(mul(slope, slope), A), x1), x2)
    return x3, sub(mul(slope, sub(x1, x3)), y1)


def multiply(k, p):
    result = None
    while k:
        if k & 1:
            result = point_add(result, p)
        p = point_add(p, p)
        k >>= 1
    return result


G = decode((4, 0, 0, 0, 0))
assert multiply(N, G) is None


def words(w):
    return digest_bytes(w)


def public_key(secret):
    return encode(multiply(secret, G))


def _nonce(secret, message, attempt):
    key = [secret >> 32 * i & 0xFFFFFFFF for i in range(10)]
    digits = []
    for half in range(2):
        digits += H(2, key + list(message) + [2 * attempt + half])
    return sum(d * P**i for i, d in enumerate(digits)) % N


def sign(secret, message):
    """80 bytes: R as five big-endian words, s as a 40-byte integer."""
    key = public_key(secret)
    k = _nonce(secret, message, 0)
    r = encode(multiply(k, G))
    h = H(1, list(r) + list(key) + list(message))
    s = (k + (h[0] + 2**64 * h[1]) * secret) % N
    return words(r) + s.to_bytes(40, "big")


def verify(key, message, signature):
    r = tuple(int.from_bytes(signature[8 * i : 8 * i + 8], "big") for i in range(5))
    s = int.from_bytes(signature[40:], "big")
    h = H(1, list(r) + list(key) + list(message))
    e = h[0] + 2**64 * h[1]
    return encode(point_add(multiply(s, G), multiply(N - e % N, decode(key)))) == r
