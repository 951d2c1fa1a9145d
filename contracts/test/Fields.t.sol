// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Cubic, LIMB_MASK, ONE, adjugate, cubic, invert, power, squareTimes, trace} from "../src/fields/Cubic.sol";
import {GOLDILOCKS, Goldilocks} from "../src/fields/Goldilocks.sol";
import {areCanonical} from "../src/proofs/ProofReader.sol";
import {sortDistinct} from "../src/proofs/Queries.sol";
import {Test} from "./Test.sol";

/// @notice The fields against their definitions, at random elements and at the edges.
contract FieldsTest is Test {
    function test_an_element_times_its_inverse_is_one(uint64 seed) external pure {
        uint256 a = seed % GOLDILOCKS;
        vm.assertEq(mulmod(a, Goldilocks.inverse(a), GOLDILOCKS), a == 0 ? 0 : 1);
    }

    function test_inverses_of_many_are_those_of_each(uint64[5] memory seeds) external pure {
        uint256[] memory elements = new uint256[](5);
        for (uint256 i = 0; i < 5; ++i) {
            elements[i] = 1 + seeds[i] % (GOLDILOCKS - 1);
        }
        uint256[] memory inverses = new uint256[](5);
        for (uint256 i = 0; i < 5; ++i) {
            inverses[i] = elements[i];
        }
        Goldilocks.invertAll(inverses);
        for (uint256 i = 0; i < 5; ++i) {
            vm.assertEq(mulmod(elements[i], inverses[i], GOLDILOCKS), 1);
        }
    }

    function test_roots_of_unity_have_their_order() external pure {
        uint256[] memory roots = Goldilocks.rootsOfUnity(27);
        vm.assertEq(roots[0], GOLDILOCKS - 1);
        vm.assertEq(roots[1], 1 << 48);
        for (uint256 i = 1; i < 27; ++i) {
            vm.assertEq(mulmod(roots[i], roots[i], GOLDILOCKS), roots[i - 1]);
        }
        vm.assertEq(Goldilocks.rootOfUnity(27), roots[26]);
    }

    function test_neighbours_of_a_bit_reversed_subgroup_are_opposite(uint16 index) external pure {
        uint256[] memory roots = Goldilocks.rootsOfUnity(17);
        uint256 even = Goldilocks.subgroupPoint(uint256(index) << 1, roots);
        uint256 odd = Goldilocks.subgroupPoint((uint256(index) << 1) | 1, roots);
        vm.assertEq(even + odd, GOLDILOCKS);
        vm.assertEq(mulmod(even, even, GOLDILOCKS), Goldilocks.subgroupPoint(index, roots));
    }

    function test_the_cube_of_x_is_x_plus_one() external pure {
        Cubic x = cubic(0, 1, 0);
        equal(x * x * x, cubic(1, 1, 0));
        equal(x * x * x * x, cubic(0, 1, 1));
    }

    function test_products_distribute_and_commute_for_unreduced_limbs_too(uint256[9] memory c) external pure {
        Cubic a = any(c[0], c[1], c[2]);
        Cubic b = any(c[3], c[4], c[5]);
        Cubic d = cubic(c[6], c[7], c[8]);
        equal(a * b, b * a);
        equal((a.reduce() + b.reduce()) * d, a * d + b * d);
        equal((a.reduce() - d) * b, a * b - d * b);
        equal(a * Cubic.wrap(d.limb(0)), a.scale(d.limb(0)));
    }

    function test_an_extension_element_times_its_inverse_is_one(uint256 c0, uint256 c1, uint256 c2) external pure {
        Cubic a = cubic(c0, c1, c2);
        equal(a * invert(a), a.isZero() ? a : ONE);
    }

    /// @notice Its conjugates are a^p and a^(p^2), and every element is a root of its own characteristic polynomial.
    function test_norm_and_trace_lie_in_the_base_field(uint256 c0, uint256 c1, uint256 c2) external pure {
        Cubic a = cubic(c0, c1, c2);
        Cubic conjugate = power(a, GOLDILOCKS);
        equal(adjugate(a), conjugate * power(conjugate, GOLDILOCKS));
        equal(Cubic.wrap(trace(a)), a + conjugate + power(conjugate, GOLDILOCKS));
        vm.assertEq((a * adjugate(a)).limb(1) + (a * adjugate(a)).limb(2), 0);
    }

    function test_powers_of_two_are_squares() external pure {
        Cubic a = cubic(3, 5, 7);
        equal(squareTimes(a, 5), power(a, 32));
    }

    function test_elements_are_canonical_exactly_below_p(uint8 place, uint64 element, bool isNearP) external view {
        uint64 near = isNearP ? type(uint64).max - uint64(element % (1 << 33)) : element;
        uint64[23] memory elements;
        elements[place % 23] = near;
        bytes memory packed;
        for (uint256 i = 0; i < 23; ++i) {
            packed = abi.encodePacked(packed, elements[i]);
        }
        vm.assertTrue(this.canonical(packed) == (near < GOLDILOCKS));
    }

    function canonical(bytes calldata elements) external pure returns (bool) {
        uint256 start;
        assembly { start := elements.offset }
        return areCanonical(start, elements.length / 8);
    }

    function test_positions_are_sorted_and_distinct(uint8[19] memory seeds) external pure {
        uint256[] memory numbers = new uint256[](19);
        for (uint256 i = 0; i < 19; ++i) {
            numbers[i] = seeds[i] % 32;
        }
        sortDistinct(numbers);
        for (uint256 i = 0; i < 19; ++i) {
            bool isThere = false;
            for (uint256 j = 0; j < numbers.length; ++j) {
                isThere = isThere || numbers[j] == seeds[i] % 32;
                vm.assertTrue(j == 0 || numbers[j - 1] < numbers[j]);
            }
            vm.assertTrue(isThere);
        }
    }

    function equal(Cubic a, Cubic b) private pure {
        vm.assertTrue(a.equals(b));
    }

    /// @notice Limbs as large as they may be.
    function any(uint256 c0, uint256 c1, uint256 c2) private pure returns (Cubic) {
        return Cubic.wrap((c0 & LIMB_MASK) | ((c1 & LIMB_MASK) << 85) | ((c2 & LIMB_MASK) << 170));
    }
}
