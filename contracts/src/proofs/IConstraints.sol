// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Cubic} from "../fields/Cubic.sol";

/// @notice The challenges that a program's constraints depend on.
/// @param busAlpha a and b of the buses' fingerprints; zero in programs without buses.
/// @param alpha Combines the constraints of a table.
/// @param zeta Where everything is opened.
struct Challenges {
    Cubic busAlpha;
    Cubic busBeta;
    Cubic alpha;
    Cubic zeta;
}

/// @notice A program's constraints: generated contracts of their own, since together with the rest they are longer than
/// one contract can be.
interface IConstraints {
    /// @notice Reverts with ConstraintsUnsatisfied unless the claimed values satisfy every table's constraints.
    /// @param publicValues 8 bytes each, below p.
    /// @param busSums 24 bytes each.
    /// @param opened The claimed values as in the proof, 24 bytes each.
    function check(bytes calldata publicValues, bytes calldata busSums, bytes calldata opened, Challenges calldata challenges)
        external
        view;
}
