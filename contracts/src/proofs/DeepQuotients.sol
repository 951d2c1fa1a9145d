// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CUBIC_BYTES, Cubic, ONE, ZERO, cubic, invertAll, readCubic} from "../fields/Cubic.sol";
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

    /// @param powers alpha^0, alpha^1, … up to the first that w·zeta takes.
    /// @param factors For each part, for each column, three words: the coefficients of what its element is multiplied by.
    /// @param atZeta The sum of alpha^i v_i over the values at zeta, and the same at w·zeta.
    struct Sums {
        Cubic[] powers;
        uint256[] factors;
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
        uint256 valueCount = 0;
        for (uint256 i = 0; i < batch.atZeta.length; ++i) {
            valueCount += batch.atZeta[i].count();
        }
        sums.powers = new Cubic[](valueCount + 1);
        sums.powers[0] = ONE;
        for (uint256 i = 0; i < valueCount; ++i) {
            sums.powers[i + 1] = sums.powers[i] * alpha;
        }
        sums.factors = _factors(batch, sums.powers);
        sums.atZeta = _combine(batch.atZeta, opened, alpha);
        sums.atNext = _combine(batch.atNext, opened, alpha) * sums.powers[valueCount];
    }

    /// @notice The factors of the columns: alpha^j, and X alpha^j, X^2 alpha^j where three columns are one polynomial.
    function _factors(Batch memory batch, Cubic[] memory powers) private pure returns (uint256[] memory factors) {
        uint256 columns = 0;
        for (uint256 i = 0; i < batch.parts.length; ++i) {
            columns += batch.parts[i].width;
        }
        factors = new uint256[](3 * columns);
        uint256 power = 0;
        uint256 place;
        assembly ("memory-safe") { place := add(factors, 0x20) }
        for (uint256 i = 0; i < batch.parts.length; ++i) {
            Part memory part = batch.parts[i];
            uint256 step = part.isCubic ? 3 : 1;
            for (uint256 column = 0; column < part.width; column += step) {
                Cubic factor = powers[power++];
                (uint256 c0, uint256 c1, uint256 c2) = (factor.limb(0), factor.limb(1), factor.limb(2));
                place = _write(place, c0, c1, c2);
                if (part.isCubic) {
                    place = _write(place, c2, c0 + c2, c1);
                    place = _write(place, c1, c1 + c2, c0 + c2);
                }
            }
        }
    }

    function _write(uint256 place, uint256 c0, uint256 c1, uint256 c2) private pure returns (uint256) {
        assembly ("memory-safe") {
            mstore(place, c0)
            mstore(add(place, 0x20), c1)
            mstore(add(place, 0x40), c2)
        }
        return place + 0x60;
    }

    /// @notice The sum of alpha^i v_i by Horner's rule, the last value first.
    function _combine(Slice[] memory values, uint256 opened, Cubic alpha) private pure returns (Cubic sum) {
        for (uint256 i = values.length; i > 0; --i) {
            uint256 first = opened + CUBIC_BYTES * values[i - 1].start();
            unchecked {
                for (uint256 place = first + CUBIC_BYTES * values[i - 1].count(); place > first;) {
                    place -= CUBIC_BYTES;
                    sum = sum * alpha + readCubic(place);
                }
            }
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
            if (part.isOpenedNext) atNext = atNext + sum * sums.powers[part.nextShift];
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
                let element := shr(192, word)
                s0 := add(s0, mul(element, mload(factors)))
                s1 := add(s1, mul(element, mload(add(factors, 0x20))))
                s2 := add(s2, mul(element, mload(add(factors, 0x40))))
                element := and(shr(128, word), 0xffffffffffffffff)
                s0 := add(s0, mul(element, mload(add(factors, 0x60))))
                s1 := add(s1, mul(element, mload(add(factors, 0x80))))
                s2 := add(s2, mul(element, mload(add(factors, 0xa0))))
                element := and(shr(64, word), 0xffffffffffffffff)
                s0 := add(s0, mul(element, mload(add(factors, 0xc0))))
                s1 := add(s1, mul(element, mload(add(factors, 0xe0))))
                s2 := add(s2, mul(element, mload(add(factors, 0x100))))
                element := and(word, 0xffffffffffffffff)
                s0 := add(s0, mul(element, mload(add(factors, 0x120))))
                s1 := add(s1, mul(element, mload(add(factors, 0x140))))
                s2 := add(s2, mul(element, mload(add(factors, 0x160))))
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
