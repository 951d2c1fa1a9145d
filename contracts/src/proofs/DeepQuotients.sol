// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CUBIC_BYTES, Cubic, LIMB_BITS, LIMB_MASK, ONE, adjugate, cubic, evaluate as evaluateAt, power, trace} from "../fields/Cubic.sol";
import {GOLDILOCKS, Goldilocks} from "../fields/Goldilocks.sol";
import {Sections} from "./ProofFormat.sol";
import {Queries} from "./Queries.sol";
import {Batch, Part} from "./Shape.sol";
import {Slice} from "./Slice.sol";

/// @notice Recomputes a height's codeword at the queried rows from the opened rows (docs/spec/proofs.md, section 6):
/// the sum of alpha^i (v_i - f_i(x))/(z_i - x).
/// @dev The columns of a row are summed up once, for both points: at w·zeta the same columns come with powers of alpha
/// that are higher by a constant.
library DeepQuotients {
    /// @dev Rows are extended on g·H, H the subgroup that y of a query lies in.
    uint256 private constant COSET_SHIFT = 7;

    /// @param factors For each part, for each column, three words: the coefficients of what its element is multiplied by.
    /// @param shifts For each part what its sum is multiplied by at w·zeta; zero if it is not opened there.
    /// @param atZeta The sum of alpha^i v_i over the values at zeta.
    /// @param atNext The same at w·zeta.
    struct Sums {
        uint256[] factors;
        Cubic[] shifts;
        Cubic atZeta;
        Cubic atNext;
    }

    /// @notice Sets the queries' values to those of the batch's codeword.
    function evaluate(Batch memory batch, Sections memory found, Queries memory queries, Cubic alpha, Cubic zeta)
        internal
        pure
    {
        Sums memory sums = _sums(batch, found.opened, alpha);
        uint256 count = queries.positions.length;
        Cubic[] memory atZeta = new Cubic[](count);
        Cubic[] memory atNext = new Cubic[](count);
        _sumRows(batch, found.rows, sums, atZeta, atNext);

        Cubic[] memory inverses = _inverses(queries.points, zeta);
        for (uint256 i = 0; i < count; ++i) {
            queries.values[i] = (sums.atZeta - atZeta[i]) * inverses[i];
        }
        if (batch.atNext.length == 0) return;
        inverses = _inverses(queries.points, zeta.scale(Goldilocks.rootOfUnity(batch.logHeight)));
        for (uint256 i = 0; i < count; ++i) {
            queries.values[i] = (queries.values[i] + (sums.atNext - atNext[i]) * inverses[i]).reduce();
        }
    }

    function _sums(Batch memory batch, uint256 opened, Cubic alpha) private pure returns (Sums memory sums) {
        sums.factors = _factors(batch, alpha);
        sums.shifts = new Cubic[](batch.parts.length);
        for (uint256 i = 0; i < batch.parts.length; ++i) {
            if (batch.parts[i].isOpenedNext) sums.shifts[i] = power(alpha, batch.parts[i].nextShift);
        }
        uint256 count = 0;
        for (uint256 i = 0; i < batch.atZeta.length; ++i) {
            count += batch.atZeta[i].count();
        }
        sums.atZeta = _combine(batch.atZeta, opened, alpha);
        sums.atNext = _combine(batch.atNext, opened, alpha) * power(alpha, count);
    }

    /// @notice The factors of the columns: alpha^j, and X alpha^j, X^2 alpha^j where three columns are one polynomial.
    function _factors(Batch memory batch, Cubic alpha) private pure returns (uint256[] memory factors) {
        uint256 columns = 0;
        for (uint256 i = 0; i < batch.parts.length; ++i) {
            columns += batch.parts[i].width;
        }
        factors = new uint256[](3 * columns);
        Cubic factor = ONE;
        uint256 place;
        assembly ("memory-safe") { place := add(factors, 0x20) }
        for (uint256 i = 0; i < batch.parts.length; ++i) {
            uint256 end = place + 0x60 * batch.parts[i].width;
            factor = batch.parts[i].isCubic ? _writeCubicFactors(place, end, alpha, factor) : _writeFactors(place, end, alpha, factor);
            place = end;
        }
    }

    /// @notice Writes factor·alpha^j for j = 0, 1, …, its coefficients in three words.
    /// @return The next.
    function _writeFactors(uint256 place, uint256 end, Cubic alpha, Cubic factor) private pure returns (Cubic) {
        uint256 s1 = factor.limb(1);
        uint256 s2 = factor.limb(2);
        assembly ("memory-safe") {
            let a1 := and(shr(LIMB_BITS, alpha), LIMB_MASK)
            let a2 := shr(170, alpha)
            alpha := and(alpha, LIMB_MASK)
            factor := and(factor, LIMB_MASK)
            for { } lt(place, end) { place := add(place, 0x60) } {
                mstore(place, factor)
                mstore(add(place, 0x20), s1)
                mstore(add(place, 0x40), s2)
                let p3 := add(mul(s1, a2), mul(s2, a1))
                let p4 := mul(s2, a2)
                s2 := mod(add(add(mul(factor, a2), mul(s1, a1)), add(mul(s2, alpha), p4)), GOLDILOCKS)
                s1 := mod(add(add(mul(factor, a1), mul(s1, alpha)), add(p3, p4)), GOLDILOCKS)
                factor := mod(add(mul(factor, alpha), p3), GOLDILOCKS)
            }
        }
        return cubic(Cubic.unwrap(factor), s1, s2);
    }

    /// @notice Writes factor·alpha^j, each followed by its products with X and with X^2: the coefficients of a cubic
    /// polynomial come as columns of their own. X·(c0, c1, c2) = (c2, c0 + c2, c1).
    function _writeCubicFactors(uint256 place, uint256 end, Cubic alpha, Cubic factor) private pure returns (Cubic) {
        for (; place < end; place += 0x120) {
            (uint256 c0, uint256 c1, uint256 c2) = (factor.limb(0), factor.limb(1), factor.limb(2));
            _write(place, c0, c1, c2);
            _write(place + 0x60, c2, c0 + c2, c1);
            _write(place + 0xc0, c1, c1 + c2, c0 + c2);
            factor = factor * alpha;
        }
        return factor;
    }

    function _write(uint256 place, uint256 c0, uint256 c1, uint256 c2) private pure {
        assembly ("memory-safe") {
            mstore(place, c0)
            mstore(add(place, 0x20), c1)
            mstore(add(place, 0x40), c2)
        }
    }

    /// @notice The sum of alpha^i v_i, the last value first.
    function _combine(Slice[] memory values, uint256 opened, Cubic alpha) private pure returns (Cubic sum) {
        for (uint256 i = values.length; i > 0; --i) {
            uint256 start = opened + CUBIC_BYTES * values[i - 1].start();
            sum = evaluateAt(start, start + CUBIC_BYTES * values[i - 1].count(), alpha, sum);
        }
    }

    /// @notice 1/(z - x) at the point x of each query.
    /// @dev With z' and z" the conjugates of z, (z' - x)(z" - x)/N(z - x): both polynomials in x, with the coefficients
    /// a = z'z", z' + z" = t - z, and those of the characteristic polynomial of z. Only elements of F are inverted.
    function _inverses(uint256[] memory points, Cubic z) private pure returns (Cubic[] memory result) {
        Cubic a = adjugate(z);
        uint256 t = trace(z);
        Cubic b = z - Cubic.wrap(t);
        uint256 norm = (z * a).limb(0);
        uint256 s = trace(a);
        uint256[] memory norms = new uint256[](points.length);
        result = new Cubic[](points.length);
        unchecked {
            for (uint256 i = 0; i < points.length; ++i) {
                uint256 x = mulmod(COSET_SHIFT, points[i], GOLDILOCKS);
                uint256 square = mulmod(x, x, GOLDILOCKS);
                norms[i] = (norm + x * (GOLDILOCKS - s) + square * (t + GOLDILOCKS - x)) % GOLDILOCKS;
                result[i] = a + b.scale(x) + Cubic.wrap(square);
            }
            Goldilocks.invertAll(norms);
            for (uint256 i = 0; i < points.length; ++i) {
                result[i] = result[i].scale(norms[i]);
            }
        }
    }

    /// @notice The sums over each query's rows, with the powers of alpha at zeta and at w·zeta.
    function _sumRows(Batch memory batch, Slice[] memory rows, Sums memory sums, Cubic[] memory atZeta, Cubic[] memory atNext) private pure {
        uint256 factors;
        uint256[] memory table = sums.factors;
        assembly ("memory-safe") { factors := add(table, 0x20) }
        for (uint256 part = 0; part < batch.parts.length; ++part) {
            uint256 width = batch.parts[part].width;
            uint256 row = rows[batch.parts[part].level].start();
            bool isOpenedNext = batch.parts[part].isOpenedNext;
            unchecked {
                for (uint256 i = 0; i < atZeta.length; ++i) {
                    Cubic sum = _dot(row, width, factors);
                    atZeta[i] = atZeta[i] + sum;
                    if (isOpenedNext) atNext[i] = atNext[i] + sum * sums.shifts[part];
                    row += 8 * width;
                }
            }
            factors += 0x60 * width;
        }
    }

    /// @notice The sum of a row's elements times their factors.
    /// @dev Products are below 2^129, so a thousand of them stay far below 2^256.
    function _dot(uint256 place, uint256 width, uint256 factors) private pure returns (Cubic) {
        uint256 s0;
        uint256 s1;
        uint256 s2;
        assembly ("memory-safe") {
            let mask := 0xffffffffffffffff
            let end := add(place, shl(3, width))
            for { let last := sub(end, 0x1f) } lt(place, last) { place := add(place, 0x20) factors := add(factors, 0x180) } {
                let word := calldataload(place)
                let e0 := shr(192, word)
                let e1 := and(shr(128, word), mask)
                let e2 := and(shr(64, word), mask)
                let e3 := and(word, mask)
                s0 := add(add(add(add(
                    s0, mul(e0, mload(factors))),
                    mul(e1, mload(add(factors, 0x60)))),
                    mul(e2, mload(add(factors, 0xc0)))),
                    mul(e3, mload(add(factors, 0x120))))
                s1 := add(add(add(add(
                    s1, mul(e0, mload(add(factors, 0x20)))),
                    mul(e1, mload(add(factors, 0x80)))),
                    mul(e2, mload(add(factors, 0xe0)))),
                    mul(e3, mload(add(factors, 0x140))))
                s2 := add(add(add(add(
                    s2, mul(e0, mload(add(factors, 0x40)))),
                    mul(e1, mload(add(factors, 0xa0)))),
                    mul(e2, mload(add(factors, 0x100)))),
                    mul(e3, mload(add(factors, 0x160))))
            }
            for { } lt(place, end) { place := add(place, 8) factors := add(factors, 0x60) } {
                let element := shr(192, calldataload(place))
                s0 := add(s0, mul(element, mload(factors)))
                s1 := add(s1, mul(element, mload(add(factors, 0x20))))
                s2 := add(s2, mul(element, mload(add(factors, 0x40))))
            }
        }
        return cubic(s0, s1, s2);
    }
}
