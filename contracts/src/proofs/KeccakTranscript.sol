// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Cubic, cubic} from "../fields/Cubic.sol";
import {GOLDILOCKS} from "../fields/Goldilocks.sol";

/// @notice The Fiat-Shamir state of a proof (docs/spec/proofs.md, section 5, "Keccak-256").
/// @param start Where the message of the next step begins in memory: the byte 2, then the 32 bytes of the state.
/// @param end Where its waiting bytes end.
/// @param sampled How many of the state's four words were sampled.
struct Transcript {
    uint256 start;
    uint256 end;
    uint256 sampled;
}

library KeccakTranscript {
    uint256 private constant TAG = 2;
    uint256 private constant WORD_COUNT = 4;

    /// @dev Tag and state.
    uint256 private constant HEAD = 33;

    /// @param capacity The most bytes that will wait at a time.
    function create(uint256 capacity) internal pure returns (Transcript memory self) {
        uint256 start;
        assembly ("memory-safe") {
            start := mload(0x40)
            mstore(0x40, add(start, and(add(add(capacity, HEAD), 0x3f), not(0x1f))))
            mstore8(start, TAG)
            mstore(add(start, 1), 0)
        }
        self.start = start;
        self.end = start + HEAD;
        self.sampled = WORD_COUNT;
    }

    /// @notice Absorbs bytes of the calldata.
    function absorb(Transcript memory self, uint256 place, uint256 length) internal pure {
        uint256 end = self.end;
        assembly ("memory-safe") { calldatacopy(end, place, length) }
        self.end = end + length;
    }

    function absorb(Transcript memory self, bytes memory data) internal pure {
        uint256 end = self.end;
        assembly ("memory-safe") { mcopy(end, add(data, 0x20), mload(data)) }
        self.end = end + data.length;
    }

    function sampleElement(Transcript memory self) internal pure returns (uint256 element) {
        do {
            element = _nextWord(self);
        } while (element >= GOLDILOCKS);
    }

    function sampleCubic(Transcript memory self) internal pure returns (Cubic) {
        uint256 c0 = sampleElement(self);
        uint256 c1 = sampleElement(self);
        return cubic(c0, c1, sampleElement(self));
    }

    function sampleBits(Transcript memory self, uint256 count) internal pure returns (uint256) {
        return _nextWord(self) & ((1 << count) - 1);
    }

    /// @notice Absorbs the nonce that stands in the calldata, and says whether the bits that follow are zero.
    function checkWork(Transcript memory self, uint256 bitCount, uint256 nonceAt) internal pure returns (bool) {
        // The step before a nonce is absorbed makes trying nonces cheap.
        if (self.end != self.start + HEAD) _advance(self);
        absorb(self, nonceAt, 8);
        return sampleBits(self, bitCount) == 0;
    }

    function _nextWord(Transcript memory self) private pure returns (uint256 word) {
        if (self.end != self.start + HEAD || self.sampled == WORD_COUNT) _advance(self);
        uint256 start = self.start;
        uint256 shift = 192 - 64 * self.sampled++;
        assembly ("memory-safe") { word := and(shr(shift, mload(add(start, 1))), 0xFFFFFFFFFFFFFFFF) }
    }

    function _advance(Transcript memory self) private pure {
        uint256 start = self.start;
        uint256 end = self.end;
        assembly ("memory-safe") { mstore(add(start, 1), keccak256(start, sub(end, start))) }
        self.end = start + HEAD;
        self.sampled = 0;
    }
}
