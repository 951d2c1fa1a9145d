// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CUBIC_BYTES, Cubic, ZERO, cubic, readCubic} from "../fields/Cubic.sol";
import {GOLDILOCKS, Goldilocks} from "../fields/Goldilocks.sol";
import {FinalValueMismatch, KnownValueMismatch, MerkleRootMismatch, NeighbourCountMismatch, SiblingCountMismatch} from "./Failures.sol";
import {MerkleOpening} from "./MerkleOpening.sol";
import {Queries, ancestors} from "./Queries.sol";
import {Slice} from "./Slice.sol";

/// @notice Folding of the queried values down to the final polynomial (docs/spec/proofs.md, section 7).
/// @dev A leaf holds 2^a values v_t at the points y·rho_t and is committed to as the coefficients c_j with
/// v_t = sum of c_j rho_t^j. The folded value is the sum of c_j (beta/y)^j.
library Fri {
    /// @param logArity a.
    /// @param beta The folding challenge.
    /// @param coefficients The leaves' coefficients but the first of each, as many cubic elements.
    /// @param siblings Of the layer's tree.
    /// @param commitment Where the cap of the layer's tree stands.
    /// @param openedLayers How many layers of the tree lie below its cap.
    /// @param tree The tree's number in a failure.
    struct Round {
        uint256 index;
        uint256 logArity;
        Cubic beta;
        Slice coefficients;
        Slice siblings;
        uint256 commitment;
        uint256 openedLayers;
        uint256 tree;
    }

    /// @notice Opens the leaves around the queried elements, checks them against the round's commitment, and folds.
    /// @param rho The points of a leaf relative to its first.
    /// @return folded The queried elements of the next codeword.
    function fold(Round memory round, Queries memory queries, uint256[] memory rho) internal pure returns (Queries memory folded) {
        uint256[] memory leaves = ancestors(queries.positions, round.logArity);
        uint256 tailLength = (1 << round.logArity) - 1;
        if (round.coefficients.count() != leaves.length * tailLength) {
            revert NeighbourCountMismatch(round.index, leaves.length * tailLength, round.coefficients.count());
        }

        folded.positions = leaves;
        folded.points = new uint256[](leaves.length);
        folded.inverses = new uint256[](leaves.length);
        folded.values = new Cubic[](leaves.length);
        uint256[] memory digests = new uint256[](leaves.length);

        uint256 tail = round.coefficients.at();
        uint256 query = 0;
        for (uint256 i = 0; i < leaves.length; ++i) {
            uint256 known = query;
            uint256 rhoOfKnown = rho[queries.positions[known] & tailLength];
            Cubic first = (queries.values[known] - _tailAt(tail, tailLength, rhoOfKnown)).reduce();
            digests[i] = _hashLeaf(first, tail, tailLength);

            // y of the leaf's first element is the query's point divided by its rho.
            Cubic point = round.beta.scale(mulmod(queries.inverses[known], rhoOfKnown, GOLDILOCKS));
            folded.values[i] = (first + _tailAt(tail, tailLength, point)).reduce();
            folded.points[i] = Goldilocks.squareTimes(queries.points[known], round.logArity);
            folded.inverses[i] = Goldilocks.squareTimes(queries.inverses[known], round.logArity);

            for (++query; query < queries.positions.length && queries.positions[query] >> round.logArity == leaves[i]; ++query) {
                Cubic expected = first + _tailAt(tail, tailLength, rho[queries.positions[query] & tailLength]);
                if (!expected.equals(queries.values[query])) revert KnownValueMismatch(round.index, queries.positions[query]);
            }
            tail += CUBIC_BYTES * tailLength;
        }
        _checkRoot(round, ancestors(leaves, 0), digests);
    }

    /// @notice Compares each value with the final polynomial's.
    function checkFinal(Queries memory queries, uint256 polynomialAt, uint256 length) internal pure {
        uint256[] memory coefficients = _unpack(polynomialAt, length);
        for (uint256 i = 0; i < queries.positions.length; ++i) {
            Cubic expected = _evaluate(coefficients, queries.points[i]);
            if (!expected.equals(queries.values[i])) revert FinalValueMismatch(queries.positions[i]);
        }
    }

    function _checkRoot(Round memory round, uint256[] memory indices, uint256[] memory nodes) private pure {
        uint256 siblingsEnd = MerkleOpening.climb(indices, nodes, round.openedLayers, round.siblings.at());
        if (siblingsEnd != round.siblings.at() + 32 * round.siblings.count()) revert SiblingCountMismatch(round.tree);
        MerkleOpening.checkCap(indices, nodes, round.commitment, round.tree);
    }

    /// @notice keccak256(0x00 ‖ the leaf's coefficients).
    function _hashLeaf(Cubic first, uint256 tail, uint256 tailLength) private pure returns (uint256 digest) {
        (uint256 c0, uint256 c1, uint256 c2) = (first.limb(0), first.limb(1), first.limb(2));
        assembly ("memory-safe") {
            let message := mload(0x40)
            mstore8(message, 0)
            mstore(add(message, 1), or(or(shl(192, c0), shl(128, c1)), shl(64, c2)))
            let tailBytes := mul(tailLength, CUBIC_BYTES)
            calldatacopy(add(message, 25), tail, tailBytes)
            digest := keccak256(message, add(tailBytes, 25))
        }
    }

    /// @notice The sum of c_j z^j over j from 1, for z in F: the values of a leaf.
    function _tailAt(uint256 tail, uint256 length, uint256 z) private pure returns (Cubic) {
        uint256 s0;
        uint256 s1;
        uint256 s2;
        assembly ("memory-safe") {
            for { let at := add(tail, mul(length, CUBIC_BYTES)) } gt(at, tail) { } {
                at := sub(at, CUBIC_BYTES)
                let word := calldataload(at)
                s0 := mulmod(add(s0, shr(192, word)), z, GOLDILOCKS)
                s1 := mulmod(add(s1, and(shr(128, word), 0xffffffffffffffff)), z, GOLDILOCKS)
                s2 := mulmod(add(s2, and(shr(64, word), 0xffffffffffffffff)), z, GOLDILOCKS)
            }
        }
        return cubic(s0, s1, s2);
    }

    /// @notice The same for z in F^3.
    function _tailAt(uint256 tail, uint256 length, Cubic z) private pure returns (Cubic sum) {
        unchecked {
            for (uint256 at = tail + length * CUBIC_BYTES; at > tail;) {
                at -= CUBIC_BYTES;
                sum = (sum + readCubic(at)) * z;
            }
        }
    }

    /// @notice The coefficients of cubic elements, a word to each, so that they can be read without masks.
    function _unpack(uint256 at, uint256 length) private pure returns (uint256[] memory words) {
        words = new uint256[](3 * length);
        assembly ("memory-safe") {
            let word := add(words, 0x20)
            for { let end := add(word, mul(0x60, length)) } lt(word, end) { word := add(word, 0x60) } {
                let packed := calldataload(at)
                mstore(word, shr(192, packed))
                mstore(add(word, 0x20), and(shr(128, packed), 0xffffffffffffffff))
                mstore(add(word, 0x40), and(shr(64, packed), 0xffffffffffffffff))
                at := add(at, CUBIC_BYTES)
            }
        }
    }

    /// @notice The polynomial's value at a point of F: Horner's rule.
    function _evaluate(uint256[] memory coefficients, uint256 point) private pure returns (Cubic) {
        uint256 s0;
        uint256 s1;
        uint256 s2;
        assembly ("memory-safe") {
            let first := add(coefficients, 0x20)
            for { let word := add(first, shl(5, mload(coefficients))) } gt(word, first) { } {
                word := sub(word, 0x60)
                s0 := add(mulmod(s0, point, GOLDILOCKS), mload(word))
                s1 := add(mulmod(s1, point, GOLDILOCKS), mload(add(word, 0x20)))
                s2 := add(mulmod(s2, point, GOLDILOCKS), mload(add(word, 0x40)))
            }
        }
        return cubic(s0, s1, s2);
    }
}
