// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MerkleRootMismatch} from "./Failures.sol";

/// @notice The way up from opened leaves to the nodes of the cap (docs/spec/proofs.md, section 4), for all leaves together.
/// @dev leaf = keccak256(0x00, row), node = keccak256(0x01, left, right).
library MerkleOpening {
    /// @notice The digests of rows that stand one after the other in the calldata.
    function hashRows(uint256 rowsAt, uint256 rowCount, uint256 rowBytes) internal pure returns (uint256[] memory digests) {
        digests = new uint256[](rowCount);
        assembly ("memory-safe") {
            let message := mload(0x40)
            mstore8(message, 0)
            let digest := add(digests, 0x20)
            for { let end := add(digest, shl(5, rowCount)) } lt(digest, end) { digest := add(digest, 0x20) } {
                calldatacopy(add(message, 1), rowsAt, rowBytes)
                mstore(digest, keccak256(message, add(rowBytes, 1)))
                rowsAt := add(rowsAt, rowBytes)
            }
        }
    }

    /// @notice Replaces nodes by their ancestors.
    /// @param indices Of the nodes within their layer, ascending and distinct.
    /// @param siblingAt Where the next sibling of the opening stands in the calldata.
    /// @return Where the one after the last that was needed stands. Too few are noticed only by that.
    function climb(uint256[] memory indices, uint256[] memory nodes, uint256 layers, uint256 siblingAt)
        internal
        pure
        returns (uint256)
    {
        uint256 apart = _layersApart(indices, layers);
        siblingAt = _climbApart(indices, nodes, apart, siblingAt);
        return _climbTogether(indices, nodes, layers - apart, siblingAt);
    }

    /// @notice For how many layers no two nodes are neighbours: two meet at the highest bit in which they differ.
    function _layersApart(uint256[] memory indices, uint256 layers) private pure returns (uint256 apart) {
        assembly ("memory-safe") {
            let least := not(0)
            let previous := mload(add(indices, 0x20))
            let index := add(indices, 0x40)
            for { let end := add(add(indices, 0x20), shl(5, mload(indices))) } lt(index, end) { index := add(index, 0x20) } {
                let difference := xor(previous, mload(index))
                if lt(difference, least) { least := difference }
                previous := mload(index)
            }
            for { least := shr(1, least) } and(lt(0, least), lt(apart, layers)) { least := shr(1, least) } { apart := add(apart, 1) }
        }
    }

    /// @notice Where no two nodes are neighbours, each takes one sibling a layer: its way up is a loop of its own.
    function _climbApart(uint256[] memory indices, uint256[] memory nodes, uint256 layers, uint256 siblingAt)
        private
        pure
        returns (uint256 siblingsEnd)
    {
        assembly ("memory-safe") {
            let free := mload(0x40)
            let stride := shl(5, mload(indices))
            siblingsEnd := add(siblingAt, mul(stride, layers))

            // The message is built over the scratch space and the free memory pointer, which is put back at the end:
            // the tag in the last byte of word 0, left in word 0x20, right in word 0x40.
            mstore(0x00, 1)
            for { let offset := stride } offset { offset := sub(offset, 0x20) } {
                let index := mload(add(indices, offset))
                let node := mload(add(nodes, offset))
                for { let sibling := add(siblingAt, sub(offset, 0x20)) } lt(sibling, siblingsEnd) { sibling := add(sibling, stride) } {
                    // An even index stands left, so its sibling goes right.
                    let odd := and(shl(5, index), 0x20)
                    mstore(add(0x20, odd), node)
                    mstore(sub(0x40, odd), calldataload(sibling))
                    node := keccak256(0x1f, 0x41)
                    index := shr(1, index)
                }
                mstore(add(indices, offset), index)
                mstore(add(nodes, offset), node)
            }
            mstore(0x40, free)
        }
    }

    /// @notice A layer after the other, all nodes together; two neighbours become one.
    function _climbTogether(uint256[] memory indices, uint256[] memory nodes, uint256 layers, uint256 siblingAt)
        private
        pure
        returns (uint256)
    {
        assembly ("memory-safe") {
            let length := shl(5, mload(indices))
            let index := add(indices, 0x20)
            let node := add(nodes, 0x20)
            let free := mload(0x40)
            mstore(0x00, 1)
            for { } layers { layers := sub(layers, 1) } {
                let write := 0
                for { let read := 0 } lt(read, length) { } {
                    let i := mload(add(index, read))
                    let own := mload(add(node, read))
                    read := add(read, 0x20)
                    switch and(lt(read, length), eq(mload(add(index, read)), xor(i, 1)))
                    case 1 {
                        mstore(0x20, own)
                        mstore(0x40, mload(add(node, read)))
                        read := add(read, 0x20)
                    }
                    default {
                        let odd := shl(5, and(i, 1))
                        mstore(add(0x20, odd), own)
                        mstore(sub(0x40, odd), calldataload(siblingAt))
                        siblingAt := add(siblingAt, 0x20)
                    }
                    mstore(add(index, write), shr(1, i))
                    mstore(add(node, write), keccak256(0x1f, 0x41))
                    write := add(write, 0x20)
                }
                length := write
            }
            mstore(0x40, free)
            mstore(indices, shr(5, length))
            mstore(nodes, shr(5, length))
        }
        return siblingAt;
    }

    /// @notice Joins each node with the digest of the shorter matrices' row at its place.
    function inject(uint256[] memory nodes, uint256[] memory rows) internal pure {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(0x00, 1)
            for { let i := shl(5, mload(nodes)) } i { i := sub(i, 0x20) } {
                let node := add(nodes, i)
                mstore(0x20, mload(node))
                mstore(0x40, mload(add(rows, i)))
                mstore(node, keccak256(0x1f, 0x41))
            }
            mstore(0x40, free)
        }
    }

    /// @notice Compares the nodes at the top with those of a cap in the calldata.
    function checkCap(uint256[] memory indices, uint256[] memory nodes, uint256 capAt, uint256 tree) internal pure {
        for (uint256 i = 0; i < indices.length; ++i) {
            uint256 node;
            uint256 place = capAt + 32 * indices[i];
            assembly ("memory-safe") { node := calldataload(place) }
            if (nodes[i] != node) revert MerkleRootMismatch(tree, indices[i]);
        }
    }

    /// @notice The same for a cap that the program fixes.
    function checkCap(uint256[] memory indices, uint256[] memory nodes, bytes memory cap, uint256 tree) internal pure {
        for (uint256 i = 0; i < indices.length; ++i) {
            uint256 node;
            uint256 offset = 32 * indices[i];
            assembly ("memory-safe") { node := mload(add(add(cap, 0x20), offset)) }
            if (nodes[i] != node) revert MerkleRootMismatch(tree, indices[i]);
        }
    }
}
