// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {StarkVerifier} from "../src/StarkVerifier.sol";
import {PublicValueNotCanonical} from "../src/proofs/Failures.sol";
import {Test} from "./Test.sol";
import {EpochConstraints} from "../src/generated/EpochConstraints.sol";
import {EpochConstraints2} from "../src/generated/EpochConstraints2.sol";
import {EpochConstraints3} from "../src/generated/EpochConstraints3.sol";
import {EpochVerifier} from "../src/generated/EpochVerifier.sol";
import {AskedPowersConstraints} from "./generated/AskedPowersConstraints.sol";
import {AskedPowersVerifier} from "./generated/AskedPowersVerifier.sol";
import {FibonacciConstraints} from "./generated/FibonacciConstraints.sol";
import {FibonacciVerifier} from "./generated/FibonacciVerifier.sol";
import {FifthPowerConstraints} from "./generated/FifthPowerConstraints.sol";
import {FifthPowerVerifier} from "./generated/FifthPowerVerifier.sol";
import {NodeChainConstraints} from "./generated/NodeChainConstraints.sol";
import {NodeChainConstraints2} from "./generated/NodeChainConstraints2.sol";
import {NodeChainConstraints3} from "./generated/NodeChainConstraints3.sol";
import {NodeChainVerifier} from "./generated/NodeChainVerifier.sol";
import {RangeCheckConstraints} from "./generated/RangeCheckConstraints.sol";
import {RangeCheckVerifier} from "./generated/RangeCheckVerifier.sol";

/// @notice Proofs made by the C# prover, right and spoiled: this verifier and the C# one agree on each.
abstract contract VectorTest is Test {
    StarkVerifier internal verifier;
    string private name;
    string private json;

    function load(StarkVerifier deployed, string memory program) internal {
        (verifier, name) = (deployed, program);
        json = vm.readFile(string.concat("../tests/vectors/contracts/", name, ".json"));
    }

    function test_the_stored_proof_is_accepted_at_the_gas_of_the_snapshot() external {
        verifier.verify(vm.parseJsonBytes(json, ".publicValues"), vm.parseJsonBytes(json, ".proof"));
        vm.snapshotGasLastCall(name, "verify");
    }

    function test_a_public_value_that_is_not_below_p_is_refused() external {
        bytes memory publicValues = vm.parseJsonBytes(json, ".publicValues");
        bytes memory proof = vm.parseJsonBytes(json, ".proof");
        for (uint256 i = 0; i < 8; ++i) {
            publicValues[i] = 0xff;
        }
        vm.expectRevert(PublicValueNotCanonical.selector);
        verifier.verify(publicValues, proof);
    }

    function test_every_spoiled_proof_is_refused_for_the_reason_the_other_verifier_gives() external view {
        bytes memory publicValues = vm.parseJsonBytes(json, ".publicValues");
        bytes memory proof = vm.parseJsonBytes(json, ".proof");
        string[] memory what = vm.parseJsonStringArray(json, ".what");
        string[] memory failure = vm.parseJsonStringArray(json, ".failure");
        uint256[] memory target = vm.parseJsonUintArray(json, ".target");
        uint256[] memory start = vm.parseJsonUintArray(json, ".at");
        uint256[] memory removed = vm.parseJsonUintArray(json, ".removed");
        bytes[] memory inserted = vm.parseJsonBytesArray(json, ".inserted");
        vm.assertTrue(what.length > 20);
        uint256 free;
        assembly { free := mload(0x40) }
        for (uint256 i = 0; i < what.length; ++i) {
            // Each turn has the memory of the one before: its price grows with the square.
            assembly { mstore(0x40, free) }
            bytes memory changedValues = target[i] == 1 ? splice(publicValues, start[i], removed[i], inserted[i]) : publicValues;
            bytes memory changedProof = target[i] == 0 ? splice(proof, start[i], removed[i], inserted[i]) : proof;
            (bool accepted, bytes memory reason) =
                address(verifier).staticcall(abi.encodeCall(StarkVerifier.verify, (changedValues, changedProof)));
            vm.assertFalse(accepted, string.concat(what[i], ": accepted"));
            vm.assertEq(nameOf(reason), failure[i], what[i]);
        }
    }

    function splice(bytes memory data, uint256 start, uint256 removed, bytes memory inserted) private pure returns (bytes memory) {
        return bytes.concat(slice(data, 0, start), inserted, slice(data, start + removed, data.length));
    }

    function slice(bytes memory data, uint256 from, uint256 to) private pure returns (bytes memory part) {
        part = new bytes(to - from);
        assembly ("memory-safe") { mcopy(add(part, 0x20), add(add(data, 0x20), from), sub(to, from)) }
    }

    /// @notice The name of a custom error from its selector.
    function nameOf(bytes memory reason) private pure returns (string memory) {
        string[15] memory signatures = [
            "MalformedProof(uint256)",
            "TableHeightOutOfRange(uint256,uint256,uint256)",
            "PublicValueCountMismatch(uint256,uint256)",
            "PublicValueNotCanonical()",
            "PublicMessageUndefined(uint256)",
            "BusesUnbalanced()",
            "PointInsideDomain()",
            "WorkMissing(uint256)",
            "OpenedRowsMismatch(uint256,uint256,uint256,uint256)",
            "SiblingCountMismatch(uint256)",
            "MerkleRootMismatch(uint256,uint256)",
            "CoefficientCountMismatch(uint256,uint256,uint256)",
            "LeafValueMismatch(uint256,uint256)",
            "FinalValueMismatch(uint256)",
            "ConstraintsUnsatisfied(uint256)"
        ];
        for (uint256 i = 0; i < signatures.length; ++i) {
            bytes memory signature = bytes(signatures[i]);
            if (reason.length >= 4 && bytes4(reason) == bytes4(keccak256(signature))) {
                uint256 length = 0;
                while (signature[length] != "(") ++length;
                return string(slice(signature, 0, length));
            }
        }
        return "no error of this verifier";
    }
}

contract FibonacciTest is VectorTest {
    function setUp() external {
        load(new FibonacciVerifier(new FibonacciConstraints()), "Fibonacci");
    }
}

contract RangeCheckTest is VectorTest {
    function setUp() external {
        load(new RangeCheckVerifier(new RangeCheckConstraints()), "RangeCheck");
    }
}

contract FifthPowerTest is VectorTest {
    function setUp() external {
        load(new FifthPowerVerifier(new FifthPowerConstraints()), "FifthPower");
    }
}

contract AskedPowersTest is VectorTest {
    function setUp() external {
        load(new AskedPowersVerifier(new AskedPowersConstraints()), "AskedPowers");
    }
}

contract NodeChainTest is VectorTest {
    function setUp() external {
        load(new NodeChainVerifier(new NodeChainConstraints(new NodeChainConstraints2(new NodeChainConstraints3()))), "NodeChain");
    }
}

/// @notice The contracts that are deployed, and a real epoch.
contract EpochTest is VectorTest {
    function setUp() external {
        load(new EpochVerifier(new EpochConstraints(new EpochConstraints2(new EpochConstraints3()))), "Epoch");
    }
}
