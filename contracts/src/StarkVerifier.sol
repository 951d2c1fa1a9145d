// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CUBIC_BYTES, Cubic, ONE, ZERO, cubic, invert, power, readCubic} from "./fields/Cubic.sol";
import {Goldilocks} from "./fields/Goldilocks.sol";
import {DeepQuotients} from "./proofs/DeepQuotients.sol";
import {
    BusesUnbalanced,
    OpenedRowsMismatch,
    PointInsideDomain,
    PublicMessageUndefined,
    PublicValueCountMismatch,
    PublicValueNotCanonical,
    SiblingCountMismatch,
    WorkMissing
} from "./proofs/Failures.sol";
import {Fri} from "./proofs/Fri.sol";
import {Challenges} from "./proofs/IConstraints.sol";
import {KeccakTranscript, Transcript} from "./proofs/KeccakTranscript.sol";
import {MerkleOpening} from "./proofs/MerkleOpening.sol";
import {ProofFormat, Sections} from "./proofs/ProofFormat.sol";
import {areCanonical} from "./proofs/ProofReader.sol";
import {Queries, ancestors, queriesAt, sortDistinct} from "./proofs/Queries.sol";
import {Batch, Level, PUBLIC_VALUE, PublicMessage, Shape, Tree} from "./proofs/Shape.sol";
import {Slice} from "./proofs/Slice.sol";

/// @title Verifier of STARK proofs with Keccak-256 trees and transcript
/// @notice Written from docs/spec/proofs.md; checks in the order of the C# verifier, and names failures as it does. What a
/// program fixes comes from its generated part: the shape of its proofs, and its constraints.
abstract contract StarkVerifier {
    using KeccakTranscript for Transcript;

    uint256 private constant LARGEST_LOG_ARITY = 4;

    /// @param zeta The point of the openings.
    /// @param alpha Combines the openings of a height.
    /// @param betas Fold, one for each round.
    /// @param positions The queries.
    struct OpeningChallenges {
        Cubic zeta;
        Cubic alpha;
        Cubic[] betas;
        uint256[] positions;
    }

    /// @notice Reverts with the name of the check that failed, unless the proof is right. There is no verdict to forget.
    /// @param publicValues 8 big-endian bytes each, in order.
    /// @param proof As docs/spec/proofs.md, section 11 has it.
    function verify(bytes calldata publicValues, bytes calldata proof) external view {
        // 1. What is proven, and whether the bytes are a proof of it.
        Shape memory shape = _shape();
        Sections memory found = ProofFormat.read(shape, proof);
        _checkPublicValues(shape, publicValues);

        // 2. to 4. The commitments, and the challenges that follow from them.
        Transcript memory transcript = KeccakTranscript.create(_mostWaiting(shape, publicValues.length));
        Challenges memory challenges = _absorbCommitments(shape, found, publicValues, transcript);

        // 5. The values at zeta and w·zeta.
        _checkOpening(shape, found, transcript, challenges.zeta);

        // 6. The constraints on these values.
        _checkConstraints(
            publicValues,
            _bytesAt(found.busSums, CUBIC_BYTES * shape.busSumCount),
            _bytesAt(found.opened, CUBIC_BYTES * shape.openedCount),
            challenges
        );
    }

    /// @dev Generated.
    function _shape() internal pure virtual returns (Shape memory);

    /// @dev Generated: calls the program's constraint contract.
    function _checkConstraints(
        bytes calldata publicValues,
        bytes calldata busSums,
        bytes calldata opened,
        Challenges memory challenges
    ) internal view virtual;

    function _checkPublicValues(Shape memory shape, bytes calldata publicValues) private pure {
        if (publicValues.length != 8 * shape.publicCount) {
            revert PublicValueCountMismatch(shape.publicCount, publicValues.length);
        }
        uint256 place;
        assembly ("memory-safe") { place := publicValues.offset }
        if (!areCanonical(place, shape.publicCount)) revert PublicValueNotCanonical();
    }

    /// @notice A bound on the bytes that the transcript absorbs between two samples.
    function _mostWaiting(Shape memory shape, uint256 publicBytes) private pure returns (uint256) {
        uint256 capBytes = 32 << shape.capHeight;
        uint256 first = shape.statement.length + publicBytes + capBytes;
        uint256 claims = CUBIC_BYTES * (shape.openedCount + shape.busSumCount + (1 << shape.logFinalLength));
        return first + claims + capBytes;
    }

    function _absorbCommitments(
        Shape memory shape,
        Sections memory found,
        bytes calldata publicValues,
        Transcript memory transcript
    ) private pure returns (Challenges memory challenges) {
        uint256 publicAt;
        assembly ("memory-safe") { publicAt := publicValues.offset }
        transcript.absorb(shape.statement);
        transcript.absorb(publicAt, publicValues.length);

        // 2. The traces' commitment.
        uint256 tree = shape.preprocessedCap.length > 0 ? 1 : 0;
        transcript.absorb(found.mainCommitment, 32 << shape.trees[tree++].capHeight);

        // 3. The buses' columns, and whether all that was sent was received.
        if (shape.hasBuses) {
            challenges.busAlpha = transcript.sampleCubic();
            challenges.busBeta = transcript.sampleCubic();
            transcript.absorb(found.auxiliaryCommitment, 32 << shape.trees[tree++].capHeight);
            transcript.absorb(found.busSums, CUBIC_BYTES * shape.busSumCount);
            _checkBuses(shape, found, publicAt, challenges);
        }

        // 4. The quotients' commitment.
        challenges.alpha = transcript.sampleCubic();
        transcript.absorb(found.quotientCommitment, 32 << shape.trees[tree].capHeight);
        challenges.zeta = transcript.sampleCubic();
    }

    /// @notice The tables' sums and the statement's own messages, each a fraction 1/D, add up to zero.
    function _checkBuses(Shape memory shape, Sections memory found, uint256 publicAt, Challenges memory challenges) private pure {
        Cubic total = ZERO;
        for (uint256 i = 0; i < shape.busSumCount; ++i) {
            total = (total + readCubic(found.busSums + CUBIC_BYTES * i)).reduce();
        }
        for (uint256 i = 0; i < shape.messages.length; ++i) {
            Cubic fingerprint = _fingerprint(shape.messages[i], publicAt, challenges);
            if (fingerprint.isZero()) revert PublicMessageUndefined(i);
            total = (total + invert(fingerprint)).reduce();
        }
        if (!total.isZero()) revert BusesUnbalanced();
    }

    /// @notice D = a + bus + b m_1 + b^2 m_2 + …
    function _fingerprint(PublicMessage memory message, uint256 publicAt, Challenges memory challenges) private pure returns (Cubic sum) {
        for (uint256 i = message.elements.length; i > 0; --i) {
            uint256 element = message.elements[i - 1];
            if (element >= PUBLIC_VALUE) {
                uint256 place = publicAt + 8 * (element - PUBLIC_VALUE);
                assembly ("memory-safe") { element := shr(192, calldataload(place)) }
            }
            sum = (sum + Cubic.wrap(element)) * challenges.busBeta;
        }
        return sum + challenges.busAlpha + Cubic.wrap(message.bus);
    }

    function _checkOpening(Shape memory shape, Sections memory found, Transcript memory transcript, Cubic zeta) private pure {
        if (zeta.limb(1) == 0 && zeta.limb(2) == 0) revert PointInsideDomain();
        OpeningChallenges memory sampled = _absorbOpening(shape, found, transcript);
        sampled.zeta = zeta;
        sortDistinct(sampled.positions);
        _checkTrees(shape, found, sampled.positions);
        _checkFolding(shape, found, sampled);
    }

    function _absorbOpening(Shape memory shape, Sections memory found, Transcript memory transcript)
        private
        pure
        returns (OpeningChallenges memory sampled)
    {
        uint256 commitBits = shape.commitGrindingBits;
        uint256 nonce = found.nonces;
        transcript.absorb(found.opened, CUBIC_BYTES * shape.openedCount);
        if (commitBits > 0) {
            if (!transcript.checkWork(commitBits, nonce)) revert WorkMissing(0);
            nonce += 8;
        }
        sampled.alpha = transcript.sampleCubic();

        uint256 rounds = shape.logArities.length;
        sampled.betas = new Cubic[](rounds);
        uint256 logLeaves = ProofFormat.logLength(shape);
        for (uint256 round = 0; round < rounds; ++round) {
            logLeaves -= shape.logArities[round];
            transcript.absorb(found.layerCommitments[round], 32 << ProofFormat.layerCapHeight(shape, logLeaves));
            if (commitBits > 0) {
                if (!transcript.checkWork(commitBits, nonce)) revert WorkMissing(1 + round);
                nonce += 8;
            }
            sampled.betas[round] = transcript.sampleCubic();
        }

        transcript.absorb(found.finalPolynomial, CUBIC_BYTES << shape.logFinalLength);
        if (shape.queryGrindingBits > 0 && !transcript.checkWork(shape.queryGrindingBits, nonce)) revert WorkMissing(1 + rounds);
        sampled.positions = new uint256[](shape.queryCount);
        for (uint256 i = 0; i < shape.queryCount; ++i) {
            sampled.positions[i] = transcript.sampleBits(ProofFormat.logLength(shape));
        }
    }

    /// @notice The opened rows of all rounds lead to their commitments.
    function _checkTrees(Shape memory shape, Sections memory found, uint256[] memory positions) private pure {
        uint256 firstLevel = 0;
        for (uint256 tree = 0; tree < shape.trees.length; ++tree) {
            (uint256[] memory indices, uint256[] memory nodes) = _climbTree(shape, found, positions, tree, firstLevel);
            if (tree == 0 && shape.preprocessedCap.length > 0) {
                MerkleOpening.checkCap(indices, nodes, shape.preprocessedCap, tree);
            } else {
                MerkleOpening.checkCap(indices, nodes, _commitment(shape, found, tree), tree);
            }
            firstLevel += shape.trees[tree].levels.length;
        }
    }

    function _climbTree(
        Shape memory shape,
        Sections memory found,
        uint256[] memory positions,
        uint256 index,
        uint256 firstLevel
    ) private pure returns (uint256[] memory indices, uint256[] memory nodes) {
        Tree memory tree = shape.trees[index];
        uint256 logRows = tree.levels[0].logRows;
        indices = ancestors(positions, ProofFormat.logLength(shape) - logRows);
        nodes = _hashLevel(tree.levels[0], found.rows[firstLevel], indices.length, index);
        uint256 sibling = found.siblings[index].start();
        for (uint256 i = 1; i < tree.levels.length; ++i) {
            Level memory level = tree.levels[i];
            sibling = MerkleOpening.climb(indices, nodes, logRows - level.logRows, sibling);
            MerkleOpening.inject(nodes, _hashLevel(level, found.rows[firstLevel + i], indices.length, index));
            logRows = level.logRows;
        }
        sibling = MerkleOpening.climb(indices, nodes, logRows - tree.capHeight, sibling);
        if (sibling != found.siblings[index].start() + 32 * found.siblings[index].count()) revert SiblingCountMismatch(index);
    }

    function _hashLevel(Level memory level, Slice rows, uint256 expected, uint256 tree) private pure returns (uint256[] memory) {
        if (rows.count() != expected) revert OpenedRowsMismatch(tree, level.logRows, expected, rows.count());
        return MerkleOpening.hashRows(rows.start(), expected, 8 * level.width);
    }

    function _commitment(Shape memory shape, Sections memory found, uint256 tree) private pure returns (uint256) {
        if (tree == shape.trees.length - 1) return found.quotientCommitment;
        return shape.hasBuses && tree == shape.trees.length - 2 ? found.auxiliaryCommitment : found.mainCommitment;
    }

    /// @notice The codewords at the queried rows fold down to the final polynomial.
    function _checkFolding(Shape memory shape, Sections memory found, OpeningChallenges memory sampled) private pure {
        uint256[] memory roots = Goldilocks.rootsOfUnity(ProofFormat.logLength(shape));
        Queries memory queries = queriesAt(sampled.positions, roots);
        DeepQuotients.evaluate(shape.batches[0], found, queries, sampled.alpha, sampled.zeta);
        uint256[] memory rho = _leafPoints(roots);
        uint256 nextBatch = 1;
        uint256 logHeight = shape.batches[0].logHeight;
        for (uint256 round = 0; round < sampled.betas.length; ++round) {
            logHeight -= shape.logArities[round];
            queries = Fri.fold(_round(shape, found, round, logHeight, sampled.betas[round]), queries, rho);

            // A shorter codeword joins with the next power of beta after the fold's own.
            if (nextBatch < shape.batches.length && shape.batches[nextBatch].logHeight == logHeight) {
                Cubic[] memory folded = queries.values;
                queries.values = new Cubic[](folded.length);
                DeepQuotients.evaluate(shape.batches[nextBatch++], found, queries, sampled.alpha, sampled.zeta);
                _addMultiple(queries.values, power(sampled.betas[round], 1 << shape.logArities[round]), folded);
            }
        }
        Fri.checkFinal(queries, found.finalPolynomial, 1 << shape.logFinalLength);
    }

    /// @notice The points of a leaf relative to its first, for the largest arity; a smaller one takes the first of them.
    function _leafPoints(uint256[] memory roots) private pure returns (uint256[] memory rho) {
        rho = new uint256[](1 << LARGEST_LOG_ARITY);
        for (uint256 t = 0; t < rho.length; ++t) {
            rho[t] = Goldilocks.subgroupPoint(t, roots);
        }
    }

    /// @notice values ← factor·values + terms.
    function _addMultiple(Cubic[] memory values, Cubic factor, Cubic[] memory terms) private pure {
        for (uint256 i = 0; i < values.length; ++i) {
            values[i] = (terms[i] + values[i] * factor).reduce();
        }
    }

    function _round(Shape memory shape, Sections memory found, uint256 index, uint256 logHeight, Cubic beta)
        private
        pure
        returns (Fri.Round memory)
    {
        return Fri.Round({
            index: index,
            logArity: shape.logArities[index],
            beta: beta,
            coefficients: found.coefficients[index],
            siblings: found.layerSiblings[index],
            commitment: found.layerCommitments[index],
            openedLayers: ProofFormat.openedLayers(shape, logHeight + shape.logBlowup),
            tree: shape.trees.length + index
        });
    }

    function _bytesAt(uint256 place, uint256 length) private pure returns (bytes calldata data) {
        assembly ("memory-safe") {
            data.offset := place
            data.length := length
        }
    }
}
