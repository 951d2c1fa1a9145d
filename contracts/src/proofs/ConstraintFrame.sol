// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CUBIC_BYTES, Cubic, MIDDLE_WORD, UPPER_WORD} from "../fields/Cubic.sol";
import {GOLDILOCKS} from "../fields/Goldilocks.sol";

/// @notice Fills the words of memory that a generated constraint contract computes on.
/// @dev Addresses are fixed by the generator, and the contract that calls this uses no memory of Solidity's.
library ConstraintFrame {
    function write(uint256 place, Cubic value) internal pure {
        assembly { mstore(place, value) }
    }

    /// @notice One element of F to a word.
    function writeElements(uint256 place, bytes calldata elements) internal pure {
        assembly {
            let end := add(elements.offset, elements.length)
            for { let from := elements.offset } lt(from, end) { from := add(from, 8) place := add(place, 0x20) } {
                mstore(place, shr(192, calldataload(from)))
            }
        }
    }

    /// @notice One element of F^3 to a word.
    function writeCubics(uint256 place, bytes calldata elements) internal pure {
        assembly {
            let end := add(elements.offset, elements.length)
            for { let from := elements.offset } lt(from, end) { from := add(from, CUBIC_BYTES) place := add(place, 0x20) } {
                let word := calldataload(from)
                mstore(place, or(or(shr(192, word), and(shr(43, word), MIDDLE_WORD)), and(shl(106, word), UPPER_WORD)))
            }
        }
    }

    /// @notice 2^k·p in each limb: what is added before a subtraction, so that no limb borrows from the next.
    function writeMultiple(uint256 place, uint256 k) internal pure {
        uint256 multiple = GOLDILOCKS << k;
        write(place, Cubic.wrap(multiple | (multiple << 85) | (multiple << 170)));
    }
}
