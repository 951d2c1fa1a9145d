// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GOLDILOCKS} from "../fields/Goldilocks.sol";
import {MalformedProof} from "./Failures.sol";
import {Slice, slice} from "./Slice.sol";

/// @notice Walks over a proof in the calldata, strictly: one value has one encoding.
/// @param start The proof's first byte, from the calldata's start.
struct ProofReader {
    uint256 start;
    uint256 position;
    uint256 end;
}

using {take, takeElements, takeCount, takeDigests, takeRows, finish, fail} for ProofReader global;

/// @notice Steps over bytes.
/// @return place Where they begin.
function take(ProofReader memory self, uint256 byteCount) pure returns (uint256 place) {
    place = self.position;
    if (byteCount > self.end - place) self.fail(place);
    self.position = place + byteCount;
}

/// @notice Steps over field elements, all of them below p.
function takeElements(ProofReader memory self, uint256 elementCount) pure returns (uint256 place) {
    place = self.take(8 * elementCount);
    if (!areCanonical(place, elementCount)) self.fail(place);
}

/// @notice Reads a count of 4 bytes, not above a limit.
function takeCount(ProofReader memory self, uint256 limit) pure returns (uint256 value) {
    uint256 place = self.take(4);
    assembly ("memory-safe") { value := shr(224, calldataload(place)) }
    if (value > limit) self.fail(place);
}

/// @notice A count, and that many digests. Any 32 bytes are a digest.
function takeDigests(ProofReader memory self, uint256 limit) pure returns (Slice) {
    uint256 digestCount = self.takeCount(limit);
    return slice(self.take(32 * digestCount), digestCount);
}

/// @notice A count, and that many rows of elements.
function takeRows(ProofReader memory self, uint256 limit, uint256 width) pure returns (Slice) {
    uint256 rowCount = self.takeCount(limit);
    return slice(self.takeElements(rowCount * width), rowCount);
}

/// @notice Refuses trailing bytes.
function finish(ProofReader memory self) pure {
    if (self.position != self.end) self.fail(self.position);
}

function fail(ProofReader memory self, uint256 place) pure {
    revert MalformedProof(place - self.start);
}

/// @notice Whether elements of 8 bytes in the calldata are all below p.
/// @dev An element that is not has upper 32 bits of ones, which a lucky one in 2^32 has as well; only then is each
/// element compared. Subtracting 2^32 from the complement sets the top bit of a lane (where the complement had none)
/// exactly if those bits are ones, unless the lane below borrowed, and that one then tells as well.
function areCanonical(uint256 place, uint256 elementCount) pure returns (bool) {
    uint256 suspicion;
    assembly ("memory-safe") {
        let ones := 0x0000000100000000000000010000000000000001000000000000000100000000
        let start := place
        let end := add(place, shl(3, elementCount))
        for { } lt(add(place, 0x7f), end) { place := add(place, 0x80) } {
            let word := calldataload(place)
            suspicion := or(suspicion, and(word, sub(not(word), ones)))
            word := calldataload(add(place, 0x20))
            suspicion := or(suspicion, and(word, sub(not(word), ones)))
            word := calldataload(add(place, 0x40))
            suspicion := or(suspicion, and(word, sub(not(word), ones)))
            word := calldataload(add(place, 0x60))
            suspicion := or(suspicion, and(word, sub(not(word), ones)))
        }
        for { } lt(place, end) { place := add(place, 8) } {
            let word := shr(192, calldataload(place))
            suspicion := or(suspicion, and(word, sub(not(word), ones)))
        }
        suspicion := and(suspicion, 0x8000000000000000800000000000000080000000000000008000000000000000)
        place := start
    }
    return suspicion == 0 || _areBelowP(place, elementCount);
}

function _areBelowP(uint256 place, uint256 elementCount) pure returns (bool result) {
    assembly ("memory-safe") {
        result := 1
        for { let end := add(place, shl(3, elementCount)) } lt(place, end) { place := add(place, 8) } {
            result := and(result, lt(shr(192, calldataload(place)), GOLDILOCKS))
        }
    }
}
