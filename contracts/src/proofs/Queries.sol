// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Cubic} from "../fields/Cubic.sol";
import {Goldilocks} from "../fields/Goldilocks.sol";

/// @notice The queried elements of one codeword, in ascending order of their positions, each once.
/// @param positions Rows of the codeword.
/// @param points y of each: the row's point in the subgroup of the codeword's length.
/// @param inverses 1/y.
/// @param values The codeword's, reduced.
struct Queries {
    uint256[] positions;
    uint256[] points;
    uint256[] inverses;
    Cubic[] values;
}

/// @notice Sorts numbers, and leaves out those that come twice.
/// @dev By insertion: there are a few dozen.
function sortDistinct(uint256[] memory numbers) pure {
    assembly ("memory-safe") {
        let first := add(numbers, 0x20)
        let end := first
        for { let next := first let last := add(first, shl(5, mload(numbers))) } lt(next, last) { next := add(next, 0x20) } {
            let item := mload(next)
            let place := end
            for { } and(gt(place, first), gt(mload(sub(place, 0x20)), item)) { } { place := sub(place, 0x20) }
            if iszero(and(gt(place, first), eq(mload(sub(place, 0x20)), item))) {
                mcopy(add(place, 0x20), place, sub(end, place))
                mstore(place, item)
                end := add(end, 0x20)
            }
        }
        mstore(numbers, shr(5, sub(end, first)))
    }
}

/// @notice The distinct values of number >> layers, for ascending numbers.
function ancestors(uint256[] memory numbers, uint256 layers) pure returns (uint256[] memory result) {
    result = new uint256[](numbers.length);
    assembly ("memory-safe") {
        let end := add(result, 0x20)
        let previous := not(0)
        let item := add(numbers, 0x20)
        for { let last := add(item, shl(5, mload(numbers))) } lt(item, last) { item := add(item, 0x20) } {
            let ancestor := shr(layers, mload(item))
            if sub(ancestor, previous) {
                mstore(end, ancestor)
                end := add(end, 0x20)
                previous := ancestor
            }
        }
        mstore(result, shr(5, sub(sub(end, 0x20), result)))
    }
}

/// @notice The queries at ascending positions, with their points and no values yet.
/// @param roots The roots of unity of order 2, 4, …, one for each bit of a position.
function queriesAt(uint256[] memory positions, uint256[] memory roots) pure returns (Queries memory queries) {
    uint256 count = positions.length;
    queries.positions = positions;
    queries.points = new uint256[](count);
    queries.inverses = new uint256[](count);
    queries.values = new Cubic[](count);
    for (uint256 i = 0; i < count; ++i) {
        uint256 point = Goldilocks.subgroupPoint(positions[i], roots);
        queries.points[i] = point;
        queries.inverses[i] = point;
    }
    Goldilocks.invertAll(queries.inverses);
}
