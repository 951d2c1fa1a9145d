// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CUBIC_BYTES, Cubic, LIMB_BITS, LIMB_MASK, ONE, cubic, evaluate as evaluateAt, invertAll, power} from "../fields/Cubic.sol";
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
        bool hasNext = batch.atNext.length > 0;
        Cubic[] memory inverses = _denominators(batch, queries.points, zeta);
        uint256 count = queries.positions.length;
        for (uint256 i = 0; i < count; ++i) {
            (Cubic atZeta, Cubic atNext) = _rowSums(batch, found.rows, sums, i);
            Cubic value = (sums.atZeta - atZeta) * inverses[i];
            if (hasNext) value = value + (sums.atNext - atNext) * inverses[count + i];
            queries.values[i] = value.reduce();
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

    /// @notice 1/(zeta - x) of each query, then 1/(w·zeta - x) if the batch is opened there.
    function _denominators(Batch memory batch, uint256[] memory points, Cubic zeta) private pure returns (Cubic[] memory result) {
        uint256 count = points.length;
        bool hasNext = batch.atNext.length > 0;
        Cubic next = zeta.scale(Goldilocks.rootOfUnity(batch.logHeight));
        result = new Cubic[](hasNext ? 2 * count : count);
        for (uint256 i = 0; i < count; ++i) {
            Cubic x = Cubic.wrap(mulmod(COSET_SHIFT, points[i], GOLDILOCKS));
            result[i] = zeta - x;
            if (hasNext) result[count + i] = next - x;
        }
        invertAll(result);
    }

    /// @notice The sums over one query's rows, with the powers of alpha at zeta and at w·zeta.
    function _rowSums(Batch memory batch, Slice[] memory rows, Sums memory sums, uint256 query)
        private
        pure
        returns (Cubic atZeta, Cubic atNext)
    {
        uint256 factors;
        uint256[] memory table = sums.factors;
        assembly ("memory-safe") { factors := add(table, 0x20) }
        for (uint256 i = 0; i < batch.parts.length; ++i) {
            Part memory part = batch.parts[i];
            Cubic sum = _dot(rows[part.level].start() + 8 * part.width * query, part.width, factors);
            atZeta = atZeta + sum;
            if (part.isOpenedNext) atNext = atNext + sum * sums.shifts[i];
            factors += 0x60 * part.width;
        }
    }

    /// @notice The sum of a row's elements times their factors.
    /// @dev Products are below 2^129, so a thousand of them stay far below 2^256.
    function _dot(uint256 place, uint256 width, uint256 factors) private pure returns (Cubic) {
        uint256 s0;
        uint256 s1;
        uint256 s2;
        assembly ("memory-safe") {
            let end := add(place, shl(3, width))
            for { } lt(add(place, 0x18), end) { place := add(place, 0x20) factors := add(factors, 0x180) } {
                let word := calldataload(place)
                let e0 := shr(192, word)
                let e1 := and(shr(128, word), 0xffffffffffffffff)
                let e2 := and(shr(64, word), 0xffffffffffffffff)
                let e3 := and(word, 0xffffffffffffffff)
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
