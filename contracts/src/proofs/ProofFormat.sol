// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TableHeightOutOfRange} from "./Failures.sol";
import {ProofReader} from "./ProofReader.sol";
import {Shape, Tree} from "./Shape.sol";
import {Slice} from "./Slice.sol";

/// @notice Where the parts of a proof stand in the calldata.
/// @param mainCommitment Nodes of a cap, as the other commitments.
/// @param busSums Of each table that has messages.
/// @param opened The claimed values.
/// @param layerCommitments Of each folding round, one after the other.
/// @param rows The opened rows of each level of each tree.
/// @param siblings Of each tree.
/// @param coefficients Of the leaves of each folding round: all but the first of each.
/// @param layerSiblings Of each folding round's tree.
struct Sections {
    uint256 mainCommitment;
    uint256 auxiliaryCommitment;
    uint256 busSums;
    uint256 quotientCommitment;
    uint256 opened;
    uint256[] layerCommitments;
    uint256 finalPolynomial;
    uint256 nonces;
    Slice[] rows;
    Slice[] siblings;
    Slice[] coefficients;
    Slice[] layerSiblings;
}

/// @notice Proofs as bytes (docs/spec/proofs.md, sections 8 and 11).
library ProofFormat {
    /// @dev "RSTK", version 1.
    bytes32 private constant MAGIC_AND_VERSION = bytes32(bytes6(0x5253544b0001));

    uint256 private constant CUBIC_ELEMENTS = 3;

    /// @notice Finds the parts of a proof, and refuses bytes that are none: every list bounded, every element below p.
    function read(Shape memory shape, bytes calldata proof) internal pure returns (Sections memory found) {
        uint256 start;
        assembly ("memory-safe") { start := proof.offset }
        ProofReader memory reader = ProofReader({start: start, position: start, end: start + proof.length});
        _readHeader(shape, reader);
        _readCommitments(shape, reader, found);
        _readClaims(shape, reader, found);
        _readRows(shape, reader, found);
        _readLayers(shape, reader, found);
        reader.finish();
    }

    /// @notice How many layers of a folding round's tree are opened; the others are in the cap.
    function openedLayers(Shape memory shape, uint256 logLeaves) internal pure returns (uint256) {
        return logLeaves - layerCapHeight(shape, logLeaves);
    }

    function layerCapHeight(Shape memory shape, uint256 logLeaves) internal pure returns (uint256) {
        return logLeaves < shape.capHeight ? logLeaves : shape.capHeight;
    }

    /// @notice How many nonces a proof brings: one for each place where work is due.
    function nonceCount(Shape memory shape) internal pure returns (uint256) {
        return (shape.commitGrindingBits > 0 ? 1 + shape.logArities.length : 0) + (shape.queryGrindingBits > 0 ? 1 : 0);
    }

    /// @notice log2 of the length of the longest codeword.
    function logLength(Shape memory shape) internal pure returns (uint256) {
        return shape.batches[0].logHeight + shape.logBlowup;
    }

    function _readHeader(Shape memory shape, ProofReader memory reader) private pure {
        uint256 place = reader.take(6);
        bytes32 word;
        assembly ("memory-safe") { word := calldataload(place) }
        if (word >> 208 != MAGIC_AND_VERSION >> 208) reader.fail(place);

        place = reader.take(32);
        assembly ("memory-safe") { word := calldataload(place) }
        if (word != shape.programHash) reader.fail(place);

        place = reader.take(shape.heights.length);
        for (uint256 table = 0; table < shape.heights.length; ++table) {
            uint256 actual;
            assembly ("memory-safe") { actual := byte(0, calldataload(add(place, table))) }
            uint256 expected = uint8(shape.heights[table]);
            if (actual != expected) revert TableHeightOutOfRange(table, expected, actual);
        }
    }

    function _readCommitments(Shape memory shape, ProofReader memory reader, Sections memory found) private pure {
        uint256 tree = shape.preprocessedCap.length > 0 ? 1 : 0;
        found.mainCommitment = reader.take(_capBytes(shape.trees[tree++].capHeight));
        if (shape.hasBuses) {
            found.auxiliaryCommitment = reader.take(_capBytes(shape.trees[tree++].capHeight));
        }
        found.busSums = reader.takeElements(CUBIC_ELEMENTS * shape.busSumCount);
        found.quotientCommitment = reader.take(_capBytes(shape.trees[tree].capHeight));
    }

    function _readClaims(Shape memory shape, ProofReader memory reader, Sections memory found) private pure {
        found.opened = reader.takeElements(CUBIC_ELEMENTS * shape.openedCount);

        uint256 rounds = shape.logArities.length;
        found.layerCommitments = new uint256[](rounds);
        uint256 logLeaves = logLength(shape);
        for (uint256 round = 0; round < rounds; ++round) {
            logLeaves -= shape.logArities[round];
            found.layerCommitments[round] = reader.take(_capBytes(layerCapHeight(shape, logLeaves)));
        }
        found.finalPolynomial = reader.takeElements(CUBIC_ELEMENTS << shape.logFinalLength);
        found.nonces = reader.takeElements(nonceCount(shape));
    }

    function _readRows(Shape memory shape, ProofReader memory reader, Sections memory found) private pure {
        uint256 levels = 0;
        for (uint256 tree = 0; tree < shape.trees.length; ++tree) {
            levels += shape.trees[tree].levels.length;
        }
        found.rows = new Slice[](levels);
        found.siblings = new Slice[](shape.trees.length);

        uint256 level = 0;
        for (uint256 i = 0; i < shape.trees.length; ++i) {
            Tree memory tree = shape.trees[i];
            for (uint256 j = 0; j < tree.levels.length; ++j) {
                found.rows[level++] = reader.takeRows(shape.queryCount, tree.levels[j].width);
            }
            found.siblings[i] = reader.takeDigests(shape.queryCount * (tree.levels[0].logRows - tree.capHeight));
        }
    }

    function _readLayers(Shape memory shape, ProofReader memory reader, Sections memory found) private pure {
        uint256 rounds = shape.logArities.length;
        found.coefficients = new Slice[](rounds);
        found.layerSiblings = new Slice[](rounds);
        uint256 logLeaves = logLength(shape);
        for (uint256 round = 0; round < rounds; ++round) {
            uint256 logArity = shape.logArities[round];
            logLeaves -= logArity;
            found.coefficients[round] = reader.takeRows(shape.queryCount * ((1 << logArity) - 1), CUBIC_ELEMENTS);
            found.layerSiblings[round] = reader.takeDigests(shape.queryCount * openedLayers(shape, logLeaves));
        }
    }

    function _capBytes(uint256 capHeight) private pure returns (uint256) {
        return 32 << capHeight;
    }
}
