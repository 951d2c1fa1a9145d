// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CUBIC_BYTES, Cubic, ZERO, cubic, evaluate} from "../fields/Cubic.sol";
import {GOLDILOCKS, Goldilocks} from "../fields/Goldilocks.sol";
import {CoefficientCountMismatch, FinalValueMismatch, LeafValueMismatch, SiblingCountMismatch} from "./Failures.sol";
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

    /// @param tail Where its coefficients but the first stand in the calldata.
    /// @param tailLength 2^a - 1, which masks the place within a leaf too.
    /// @param first c_0, reduced.
    /// @param mismatch The first position so far whose known value is not the leaf's.
    struct Leaf {
        uint256 tail;
        uint256 tailLength;
        Cubic first;
        uint256 mismatch;
    }

    /// @dev No position.
    uint256 private constant NONE = type(uint256).max;

    /// @notice Opens the leaves around the queried elements, checks them against the round's commitment, and folds.
    /// @param rho The points of a leaf relative to its first.
    /// @return folded The queried elements of the next codeword.
    function fold(Round memory round, Queries memory queries, uint256[] memory rho) internal pure returns (Queries memory folded) {
        uint256[] memory leaves = ancestors(queries.positions, round.logArity);
        uint256 tailLength = (1 << round.logArity) - 1;
        if (round.coefficients.count() != leaves.length * tailLength) {
            revert CoefficientCountMismatch(round.index, leaves.length * tailLength, round.coefficients.count());
        }

        folded.positions = leaves;
        folded.points = new uint256[](leaves.length);
        folded.inverses = new uint256[](leaves.length);
        folded.values = new Cubic[](leaves.length);
        Leaf memory leaf = Leaf({tail: round.coefficients.start(), tailLength: tailLength, first: ZERO, mismatch: NONE});
        uint256[] memory digests = new uint256[](leaves.length);
        uint256 query = 0;
        for (uint256 i = 0; i < leaves.length; ++i) {
            _foldLeaf(round, queries, query, rho, leaf, folded, i);
            digests[i] = _hash(leaf);
            query = _compareOthers(queries, query, rho, leaf);
            leaf.tail += CUBIC_BYTES * tailLength;
        }
        _checkRoot(round, ancestors(leaves, 0), digests);
        if (leaf.mismatch != NONE) revert LeafValueMismatch(round.index, leaf.mismatch);
    }

    /// @notice Compares a leaf with the values that further queries know of it.
    /// @param query The first that knows one.
    /// @return The first of the next leaf.
    function _compareOthers(Queries memory queries, uint256 query, uint256[] memory rho, Leaf memory leaf) private pure returns (uint256) {
        uint256 index = queries.positions[query] & ~leaf.tailLength;
        for (++query; query < queries.positions.length; ++query) {
            uint256 position = queries.positions[query];
            if (position & ~leaf.tailLength != index) break;
            Cubic value = leaf.first + _tailAt(leaf, rho[position & leaf.tailLength]);
            if (leaf.mismatch == NONE && !value.equals(queries.values[query])) leaf.mismatch = position;
        }
        return query;
    }

    /// @notice The leaf's first coefficient from the value that is known of it, and the value it folds to.
    function _foldLeaf(
        Round memory round,
        Queries memory queries,
        uint256 known,
        uint256[] memory rho,
        Leaf memory leaf,
        Queries memory folded,
        uint256 index
    ) private pure {
        uint256 rhoOfKnown = rho[queries.positions[known] & leaf.tailLength];
        leaf.first = (queries.values[known] - _tailAt(leaf, rhoOfKnown)).reduce();

        // y of the leaf's first element is the query's point divided by its rho.
        uint256 inverse = queries.inverses[known];
        Cubic point = round.beta.scale(mulmod(inverse, rhoOfKnown, GOLDILOCKS));
        folded.values[index] = (leaf.first + _tailAt(leaf, point)).reduce();
        folded.points[index] = Goldilocks.squareTimes(queries.points[known], round.logArity);
        folded.inverses[index] = Goldilocks.squareTimes(inverse, round.logArity);
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
        uint256 siblingsEnd = MerkleOpening.climb(indices, nodes, round.openedLayers, round.siblings.start());
        if (siblingsEnd != round.siblings.start() + 32 * round.siblings.count()) revert SiblingCountMismatch(round.tree);
        MerkleOpening.checkCap(indices, nodes, round.commitment, round.tree);
    }

    /// @notice keccak256(0x00, the leaf's coefficients).
    function _hash(Leaf memory leaf) private pure returns (uint256 digest) {
        (uint256 c0, uint256 c1, uint256 c2) = (leaf.first.limb(0), leaf.first.limb(1), leaf.first.limb(2));
        (uint256 tail, uint256 tailLength) = (leaf.tail, leaf.tailLength);
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
    function _tailAt(Leaf memory leaf, uint256 z) private pure returns (Cubic) {
        (uint256 tail, uint256 length) = (leaf.tail, leaf.tailLength);
        uint256 s0;
        uint256 s1;
        uint256 s2;
        assembly ("memory-safe") {
            let mask := 0xffffffffffffffff
            for { let place := add(tail, mul(length, CUBIC_BYTES)) } gt(place, tail) { } {
                place := sub(place, CUBIC_BYTES)
                let word := calldataload(place)
                s0 := mulmod(add(s0, shr(192, word)), z, GOLDILOCKS)
                s1 := mulmod(add(s1, and(shr(128, word), mask)), z, GOLDILOCKS)
                s2 := mulmod(add(s2, and(shr(64, word), mask)), z, GOLDILOCKS)
            }
        }
        return cubic(s0, s1, s2);
    }

    /// @notice The same for z in F^3.
    function _tailAt(Leaf memory leaf, Cubic z) private pure returns (Cubic sum) {
        return evaluate(leaf.tail, leaf.tail + leaf.tailLength * CUBIC_BYTES, z, ZERO) * z;
    }

    /// @notice The coefficients of cubic elements, a word to each, and zeros up to a multiple of four elements.
    function _unpack(uint256 place, uint256 length) private pure returns (uint256[] memory words) {
        words = new uint256[](3 * (length < 4 ? 4 : length));
        assembly ("memory-safe") {
            let word := add(words, 0x20)
            for { let end := add(word, mul(0x60, length)) } lt(word, end) { word := add(word, 0x60) } {
                let packed := calldataload(place)
                mstore(word, shr(192, packed))
                mstore(add(word, 0x20), and(shr(128, packed), 0xffffffffffffffff))
                mstore(add(word, 0x40), and(shr(64, packed), 0xffffffffffffffff))
                place := add(place, CUBIC_BYTES)
            }
        }
    }

    /// @notice The polynomial's value at a point y of F: Horner's rule in y^4.
    /// @dev Within four terms products are below 2^128 and need no reduction.
    function _evaluate(uint256[] memory coefficients, uint256 y) private pure returns (Cubic) {
        uint256 s0;
        uint256 s1;
        uint256 s2;
        assembly ("memory-safe") {
            let y2 := mulmod(y, y, GOLDILOCKS)
            let y3 := mulmod(y2, y, GOLDILOCKS)
            let y4 := mulmod(y2, y2, GOLDILOCKS)
            let first := add(coefficients, 0x20)
            for { let word := add(first, shl(5, mload(coefficients))) } gt(word, first) { } {
                word := sub(word, 0x180)
                s0 := add(add(add(add(
                    mulmod(s0, y4, GOLDILOCKS), mload(word)),
                    mul(y, mload(add(word, 0x60)))),
                    mul(y2, mload(add(word, 0xc0)))),
                    mul(y3, mload(add(word, 0x120))))
                s1 := add(add(add(add(
                    mulmod(s1, y4, GOLDILOCKS), mload(add(word, 0x20))),
                    mul(y, mload(add(word, 0x80)))),
                    mul(y2, mload(add(word, 0xe0)))),
                    mul(y3, mload(add(word, 0x140))))
                s2 := add(add(add(add(
                    mulmod(s2, y4, GOLDILOCKS), mload(add(word, 0x40))),
                    mul(y, mload(add(word, 0xa0)))),
                    mul(y2, mload(add(word, 0x100)))),
                    mul(y3, mload(add(word, 0x160))))
            }
        }
        return cubic(s0, s1, s2);
    }
}
