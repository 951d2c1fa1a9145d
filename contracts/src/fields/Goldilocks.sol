// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev p = 2^64 - 2^32 + 1.
uint256 constant GOLDILOCKS = 0xFFFFFFFF00000001;

/// @notice The field of p elements, each in a word of its own, 0 to p - 1.
library Goldilocks {
    /// @notice 1/a, and 0 for 0, as a^(p - 2).
    /// @dev t_k is a^(2^k - 1), so t_(i+j) = t_i^(2^j) * t_j, and p - 2 = (2^31 - 1) * 2^33 + (2^32 - 1).
    function inverse(uint256 a) internal pure returns (uint256 result) {
        assembly ("memory-safe") {
            function squareTimes(x, count) -> y {
                y := x
                for { } count { count := sub(count, 1) } { y := mulmod(y, y, GOLDILOCKS) }
            }
            let t2 := mulmod(mulmod(a, a, GOLDILOCKS), a, GOLDILOCKS)
            let t3 := mulmod(mulmod(t2, t2, GOLDILOCKS), a, GOLDILOCKS)
            let t6 := mulmod(squareTimes(t3, 3), t3, GOLDILOCKS)
            let t12 := mulmod(squareTimes(t6, 6), t6, GOLDILOCKS)
            let t15 := mulmod(squareTimes(t12, 3), t3, GOLDILOCKS)
            let t30 := mulmod(squareTimes(t15, 15), t15, GOLDILOCKS)
            let t31 := mulmod(mulmod(t30, t30, GOLDILOCKS), a, GOLDILOCKS)
            let t32 := mulmod(mulmod(t31, t31, GOLDILOCKS), a, GOLDILOCKS)
            result := mulmod(squareTimes(t31, 33), t32, GOLDILOCKS)
        }
    }

    /// @notice a^(2^count).
    function squareTimes(uint256 a, uint256 count) internal pure returns (uint256 result) {
        assembly ("memory-safe") {
            result := a
            for { } count { count := sub(count, 1) } { result := mulmod(result, result, GOLDILOCKS) }
        }
    }

    /// @notice Replaces each element by its inverse, with one inversion for all. None may be zero.
    function invertAll(uint256[] memory elements) internal pure {
        uint256[] memory products = new uint256[](elements.length);
        uint256 product = 1;
        assembly ("memory-safe") {
            let end := shl(5, mload(elements))
            for { let i := 0 } lt(i, end) { } {
                i := add(i, 0x20)
                mstore(add(products, i), product)
                product := mulmod(product, mload(add(elements, i)), GOLDILOCKS)
            }
        }
        product = inverse(product);
        assembly ("memory-safe") {
            for { let i := shl(5, mload(elements)) } i { i := sub(i, 0x20) } {
                let element := mload(add(elements, i))
                mstore(add(elements, i), mulmod(product, mload(add(products, i)), GOLDILOCKS))
                product := mulmod(product, element, GOLDILOCKS)
            }
        }
    }

    /// @notice The root of unity of order 2^logOrder, 7^((p - 1)/2^logOrder), logOrder <= 32.
    function rootOfUnity(uint256 logOrder) internal pure returns (uint256) {
        return squareTimes(0x185629dcda58878c, 32 - logOrder);
    }

    /// @notice w^rev_m(index) for every m with index < 2^m, w of order 2^m: the point of a bit-reversed subgroup's row.
    /// @dev Bit j of the index is bit m - 1 - j of the exponent, so it contributes the root of order 2^(j + 1), whatever m.
    /// @param roots The roots of order 2, 4, 8, …, as many as the index has bits.
    function subgroupPoint(uint256 index, uint256[] memory roots) internal pure returns (uint256 point) {
        assembly ("memory-safe") {
            point := 1
            for { let place := add(roots, 0x20) } index { index := shr(1, index) place := add(place, 0x20) } {
                if and(index, 1) { point := mulmod(point, mload(place), GOLDILOCKS) }
            }
        }
    }

    /// @notice The roots of unity of order 2, 4, …, 2^count.
    function rootsOfUnity(uint256 count) internal pure returns (uint256[] memory roots) {
        roots = new uint256[](count);
        uint256 root = rootOfUnity(count);
        for (uint256 i = count; i > 0; --i) {
            roots[i - 1] = root;
            root = mulmod(root, root, GOLDILOCKS);
        }
    }
}
