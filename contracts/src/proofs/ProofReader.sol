// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

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
/// @dev p = 2^64 - (2^32 - 1), so an element is below p if adding 2^32 - 1 carries nothing into the 65th bit. Two lanes
/// of a word are tested at once; the carries of all are gathered and looked at in the end.
function areCanonical(uint256 place, uint256 elementCount) pure returns (bool result) {
    assembly ("memory-safe") {
        let lanes := 0x0000000000000000ffffffffffffffff0000000000000000ffffffffffffffff
        let deficit := 0x000000000000000000000000ffffffff000000000000000000000000ffffffff
        let carries := 0
        let end := add(place, shl(3, elementCount))
        for { } lt(add(place, 0x1f), end) { place := add(place, 0x20) } {
            let word := calldataload(place)
            carries := or(carries, or(add(and(word, lanes), deficit), add(and(shr(64, word), lanes), deficit)))
        }
        // What is left of the last word, with zeros behind it.
        if lt(place, end) {
            let bits := shl(3, sub(0x20, sub(end, place)))
            let word := shl(bits, shr(bits, calldataload(place)))
            carries := or(carries, or(add(and(word, lanes), deficit), add(and(shr(64, word), lanes), deficit)))
        }
        result := iszero(and(carries, 0x0000000000000001000000000000000000000000000000010000000000000000))
    }
}
