// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GOLDILOCKS, Goldilocks} from "./Goldilocks.sol";

/// @notice c0 + c1 X + c2 X^2 in F[X]/(X^3 - X - 1), F the Goldilocks field: three limbs in one word.
/// @dev Limb i begins at bit 85·i and may hold any number below 2^85, which stands for its residue: so sums need no
/// reduction, and one addition adds all three limbs. A product is *reduced*: its limbs are below p. Every function says
/// what it takes; whoever adds more than a few reduced values together counts the bits.
type Cubic is uint256;

using {add as +, subtract as -, multiply as *} for Cubic global;
using {scale, reduce, equals, isZero, limb} for Cubic global;

/// @dev Of an element in a proof.
uint256 constant CUBIC_BYTES = 24;

uint256 constant LIMB_BITS = 85;
uint256 constant LIMB_MASK = 0x1fffffffffffffffffffff;

/// @dev 16·p in each limb.
uint256 constant SIXTEEN_P = 0x3fffffffc0000000400001fffffffe0000000200000ffffffff000000010;

/// @dev 64 bits in limb 1, and in limb 2.
uint256 constant MIDDLE_WORD = 0x1fffffffffffffffe000000000000000000000;
uint256 constant UPPER_WORD = 0x3fffffffffffffffc000000000000000000000000000000000000000000;

Cubic constant ZERO = Cubic.wrap(0);
Cubic constant ONE = Cubic.wrap(1);

function add(Cubic a, Cubic b) pure returns (Cubic sum) {
    assembly ("memory-safe") { sum := add(a, b) }
}

/// @notice a - b; the limbs of b below 16·p, those of a below 2^84.
function subtract(Cubic a, Cubic b) pure returns (Cubic difference) {
    assembly ("memory-safe") { difference := sub(add(a, SIXTEEN_P), b) }
}

/// @notice The reduced product of any two.
/// @dev X^3 = X + 1 and X^4 = X^2 + X, so X·b = (b2, b0 + b2, b1) and X^2·b = (b1, b1 + b2, b0 + b2). Each coefficient is a
/// sum of three products below 2^173. The mask is in a variable because the compiler would compute it at each use.
function multiply(Cubic a, Cubic b) pure returns (Cubic product) {
    assembly ("memory-safe") {
        let mask := LIMB_MASK
        let a0 := and(a, mask)
        let a1 := and(shr(LIMB_BITS, a), mask)
        let a2 := shr(170, a)
        let b0 := and(b, mask)
        let b1 := and(shr(LIMB_BITS, b), mask)
        let b2 := shr(170, b)
        let b02 := add(b0, b2)
        product := or(
            or(
                mod(add(add(mul(a0, b0), mul(a1, b2)), mul(a2, b1)), GOLDILOCKS),
                shl(LIMB_BITS, mod(add(add(mul(a0, b1), mul(a1, b02)), mul(a2, add(b1, b2))), GOLDILOCKS))
            ),
            shl(170, mod(add(add(mul(a0, b2), mul(a1, b1)), mul(a2, b02)), GOLDILOCKS))
        )
    }
}

/// @notice The reduced product of any a with an element of F.
function scale(Cubic a, uint256 factor) pure returns (Cubic product) {
    assembly ("memory-safe") {
        product := or(
            or(
                mulmod(and(a, LIMB_MASK), factor, GOLDILOCKS),
                shl(LIMB_BITS, mulmod(and(shr(LIMB_BITS, a), LIMB_MASK), factor, GOLDILOCKS))
            ),
            shl(170, mulmod(shr(170, a), factor, GOLDILOCKS))
        )
    }
}

/// @notice The same element with limbs below p.
function reduce(Cubic a) pure returns (Cubic) {
    return cubic(Cubic.unwrap(a) & LIMB_MASK, (Cubic.unwrap(a) >> LIMB_BITS) & LIMB_MASK, Cubic.unwrap(a) >> 170);
}

/// @notice Whether two elements are the same, however they are written.
function equals(Cubic a, Cubic b) pure returns (bool) {
    return Cubic.unwrap(a.reduce()) == Cubic.unwrap(b.reduce());
}

function isZero(Cubic a) pure returns (bool) {
    return Cubic.unwrap(a.reduce()) == 0;
}

function limb(Cubic a, uint256 index) pure returns (uint256) {
    return (Cubic.unwrap(a) >> (LIMB_BITS * index)) & LIMB_MASK;
}

/// @notice The reduced element with coefficients given as any numbers.
function cubic(uint256 c0, uint256 c1, uint256 c2) pure returns (Cubic element) {
    assembly ("memory-safe") {
        element := or(
            or(mod(c0, GOLDILOCKS), shl(LIMB_BITS, mod(c1, GOLDILOCKS))), shl(170, mod(c2, GOLDILOCKS))
        )
    }
}

/// @notice The element whose three coefficients stand at a place of the calldata, 8 big-endian bytes each.
function readCubic(uint256 place) pure returns (Cubic element) {
    assembly ("memory-safe") {
        let word := calldataload(place)
        element := or(
            or(shr(192, word), and(shr(43, word), MIDDLE_WORD)),
            and(shl(106, word), UPPER_WORD)
        )
    }
}

/// @notice sum·x^n + v_0 + v_1 x + … + v_(n-1) x^(n-1) by Horner's rule.
/// @dev With its limbs in variables of their own, a step costs two thirds of a product and a sum.
/// @param start Where v_0 stands in the calldata.
/// @param end Where v_(n-1) ends.
function evaluate(uint256 start, uint256 end, Cubic x, Cubic sum) pure returns (Cubic) {
    uint256 s1;
    uint256 s2;
    assembly ("memory-safe") {
        let x1 := and(shr(LIMB_BITS, x), LIMB_MASK)
        let x2 := shr(170, x)
        x := and(x, LIMB_MASK)
        let x02 := add(x, x2)
        let x12 := add(x1, x2)
        s1 := and(shr(LIMB_BITS, sum), LIMB_MASK)
        s2 := shr(170, sum)
        sum := and(sum, LIMB_MASK)
        let mask := 0xffffffffffffffff
        for { } gt(end, start) { } {
            end := sub(end, CUBIC_BYTES)
            let word := calldataload(end)
            let c0 := add(add(add(shr(192, word), mul(sum, x)), mul(s1, x2)), mul(s2, x1))
            let c1 := add(add(add(and(shr(128, word), mask), mul(sum, x1)), mul(s1, x02)), mul(s2, x12))
            s2 := mod(
                add(add(add(and(shr(64, word), mask), mul(sum, x2)), mul(s1, x1)), mul(s2, x02)), GOLDILOCKS
            )
            s1 := mod(c1, GOLDILOCKS)
            sum := mod(c0, GOLDILOCKS)
        }
    }
    return cubic(Cubic.unwrap(sum), s1, s2);
}

/// @notice The product of a's two conjugates: a·adjugate(a) is the norm, which lies in F.
/// @dev The first column of the adjugate of the matrix of "times a".
function adjugate(Cubic a) pure returns (Cubic) {
    (uint256 a0, uint256 a1, uint256 a2) = (a.limb(0) % GOLDILOCKS, a.limb(1) % GOLDILOCKS, a.limb(2) % GOLDILOCKS);
    uint256 a02 = a0 + a2;
    uint256 a12 = a1 + a2;
    uint256 p = GOLDILOCKS;
    return cubic(
        mulmod(a02, a02, p) + p - mulmod(a1, a12, p),
        mulmod(a2, a12, p) + p - mulmod(a1, a02, p),
        mulmod(a1, a1, p) + p - mulmod(a2, a02, p)
    );
}

/// @notice The sum of a and its two conjugates, an element of F: 3 a0 + 2 a2.
function trace(Cubic a) pure returns (uint256) {
    return (3 * a.limb(0) + 2 * a.limb(2)) % GOLDILOCKS;
}

/// @notice 1/a for any a but zero, and zero for zero.
function invert(Cubic a) pure returns (Cubic) {
    Cubic conjugates = adjugate(a);
    return conjugates.scale(Goldilocks.inverse((a * conjugates).limb(0)));
}

/// @notice a^exponent.
function power(Cubic a, uint256 exponent) pure returns (Cubic result) {
    result = ONE;
    while (exponent > 0) {
        if (exponent & 1 == 1) result = result * a;
        exponent >>= 1;
        if (exponent > 0) a = a * a;
    }
}

/// @notice a^(2^count).
function squareTimes(Cubic a, uint256 count) pure returns (Cubic) {
    for (; count > 0; --count) {
        a = a * a;
    }
    return a;
}
