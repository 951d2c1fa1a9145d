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
    uint256 length = 0;
    for (uint256 i = 0; i < numbers.length; ++i) {
        uint256 number = numbers[i];
        uint256 place = length;
        while (place > 0 && numbers[place - 1] > number) --place;
        if (place > 0 && numbers[place - 1] == number) continue;
        for (uint256 j = length; j > place; --j) {
            numbers[j] = numbers[j - 1];
        }
        numbers[place] = number;
        ++length;
    }
    assembly ("memory-safe") { mstore(numbers, length) }
}

/// @notice The distinct values of number >> layers, for ascending numbers.
function ancestors(uint256[] memory numbers, uint256 layers) pure returns (uint256[] memory result) {
    result = new uint256[](numbers.length);
    uint256 length = 0;
    for (uint256 i = 0; i < numbers.length; ++i) {
        uint256 ancestor = numbers[i] >> layers;
        if (length == 0 || result[length - 1] != ancestor) result[length++] = ancestor;
    }
    assembly ("memory-safe") { mstore(result, length) }
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
