// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MerkleOpening} from "../src/proofs/MerkleOpening.sol";
import {ancestors, sortDistinct} from "../src/proofs/Queries.sol";
import {Test} from "./Test.sol";

/// @notice Pruned openings against a whole tree.
contract MerkleOpeningTest is Test {
    uint256 private constant LOG_LEAVES = 6;

    function test_opened_leaves_lead_to_the_root_and_take_every_sibling(uint8[7] memory seeds, uint8 layersSeed) external view {
        uint256[] memory indices = new uint256[](7);
        for (uint256 i = 0; i < 7; ++i) {
            indices[i] = seeds[i] % (1 << LOG_LEAVES);
        }
        sortDistinct(indices);
        uint256 layers = layersSeed % (LOG_LEAVES + 1);
        uint256[][] memory tree = build();
        bytes memory siblings = open(tree, indices, layers);
        this.check(siblings, tree, indices, layers);
    }

    function check(bytes calldata siblings, uint256[][] calldata tree, uint256[] memory indices, uint256 layers) external pure {
        uint256[] memory nodes = new uint256[](indices.length);
        for (uint256 i = 0; i < indices.length; ++i) {
            nodes[i] = tree[0][indices[i]];
        }
        uint256 start;
        assembly { start := siblings.offset }
        vm.assertEq(MerkleOpening.climb(indices, nodes, layers, start), start + siblings.length);
        for (uint256 i = 0; i < indices.length; ++i) {
            vm.assertEq(nodes[i], tree[layers][indices[i]]);
        }
    }

    function build() private pure returns (uint256[][] memory tree) {
        tree = new uint256[][](LOG_LEAVES + 1);
        for (uint256 layer = 0; layer <= LOG_LEAVES; ++layer) {
            tree[layer] = new uint256[]((1 << LOG_LEAVES) >> layer);
            for (uint256 i = 0; i < tree[layer].length; ++i) {
                tree[layer][i] = uint256(
                    layer == 0
                        ? keccak256(abi.encodePacked(uint8(0), i))
                        : keccak256(abi.encodePacked(uint8(1), tree[layer - 1][2 * i], tree[layer - 1][2 * i + 1]))
                );
            }
        }
    }

    function open(uint256[][] memory tree, uint256[] memory leaves, uint256 layers) private pure returns (bytes memory siblings) {
        for (uint256 layer = 0; layer < layers; ++layer) {
            uint256[] memory known = ancestors(leaves, layer);
            for (uint256 i = 0; i < known.length; ++i) {
                bool isKnown = false;
                for (uint256 j = 0; j < known.length; ++j) {
                    isKnown = isKnown || known[j] == known[i] ^ 1;
                }
                if (!isKnown) siblings = abi.encodePacked(siblings, tree[layer][known[i] ^ 1]);
            }
        }
    }
}
