// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// What a proof is refused for, in the order of the checks; the names are those of the C# verifier. Tables, trees and
// layers are counted from 0; trees are the rounds' in order, then those of FRI's layers.

/// @notice The bytes are not a proof of this program.
/// @param position The byte at which the part begins that is not as expected.
error MalformedProof(uint256 position);

/// @notice A table has another height than its program gives it.
error TableHeightOutOfRange(uint256 table, uint256 expected, uint256 actual);

/// @notice There are more or fewer public values than the program has.
/// @param actualBytes Eight to a value.
error PublicValueCountMismatch(uint256 expected, uint256 actualBytes);

/// @notice A public value is not below p.
error PublicValueNotCanonical();

/// @notice The fingerprint of one of the statement's own messages is zero.
error PublicMessageUndefined(uint256 message);

/// @notice Not all that was sent on the buses was received, or the other way round.
error BusesUnbalanced();

/// @notice The out-of-domain point lies in the base field.
error PointInsideDomain();

/// @notice A nonce does not give the bits of work that are due.
/// @param site 0 for the batching, 1 + i for folding round i, then the queries.
error WorkMissing(uint256 site);

/// @notice A tree's opening has rows for more or fewer positions of a height than were sampled.
error OpenedRowsMismatch(uint256 tree, uint256 logRows, uint256 expected, uint256 actual);

/// @notice A tree's opening has too few or too many sibling digests.
error SiblingCountMismatch(uint256 tree);

/// @notice Opened rows do not lead to the commitment.
error MerkleRootMismatch(uint256 tree, uint256 capIndex);

/// @notice A folding round's opening has more or fewer coefficients than its leaves have.
error CoefficientCountMismatch(uint256 layer, uint256 expected, uint256 actual);

/// @notice A leaf that several queries meet does not have the value that one of them computed.
/// @param position In the layer's codeword.
error LeafValueMismatch(uint256 layer, uint256 position);

/// @notice The folded value of a query is not the final polynomial's.
error FinalValueMismatch(uint256 position);

/// @notice A table's constraints are not the vanishing polynomial times its quotient.
error ConstraintsUnsatisfied(uint256 table);
