// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A list in the calldata: where it begins, in bytes from the calldata's start, and how many items it has.
type Slice is uint256;

using {start, count} for Slice global;

function slice(uint256 first, uint256 itemCount) pure returns (Slice) {
    return Slice.wrap((itemCount << 128) | first);
}

function start(Slice self) pure returns (uint256) {
    return uint128(Slice.unwrap(self));
}

function count(Slice self) pure returns (uint256) {
    return Slice.unwrap(self) >> 128;
}
