// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Slice} from "./Slice.sol";

/// @notice Everything a verifier knows about the proofs of one program in advance. Generated; nothing of it is ever
/// taken from a proof.
/// @param programHash As in the proof's header.
/// @param heights log2 of each table's height, one byte each.
/// @param statement What the transcript absorbs before the public values: program hash and heights.
/// @param publicCount How many public values there are.
/// @param messages What the statement itself sends on the buses.
/// @param hasBuses Whether there are bus challenges and an auxiliary commitment.
/// @param busSumCount How many tables have messages.
/// @param preprocessedCap The nodes of the preprocessed commitment; empty if there is none.
/// @param trees The rounds of commitments: preprocessed, main, auxiliary, quotient, those there are.
/// @param openedCount How many values of F^3 are claimed in all.
/// @param batches The heights of the tables, tallest first.
/// @param logArities By how much each folding round folds.
struct Shape {
    bytes32 programHash;
    bytes heights;
    bytes statement;
    uint256 publicCount;
    PublicMessage[] messages;
    bool hasBuses;
    uint256 busSumCount;
    bytes preprocessedCap;
    Tree[] trees;
    uint256 openedCount;
    Batch[] batches;
    uint256[] logArities;
    uint256 logFinalLength;
    uint256 logBlowup;
    uint256 queryCount;
    uint256 queryGrindingBits;
    uint256 commitGrindingBits;
    uint256 capHeight;
}

/// @notice One round's tree.
/// @param levels The heights of its matrices, tallest first.
struct Tree {
    uint256 capHeight;
    Level[] levels;
}

/// @notice The joined matrices of one height in one tree.
/// @param logRows Of the extension.
/// @param width Base-field columns.
struct Level {
    uint256 logRows;
    uint256 width;
}

/// @notice All that is opened of one height: it becomes one codeword.
/// @param logHeight Before the blow-up.
/// @param parts The levels of that height, in the order of the rounds.
/// @param atZeta Where the values at zeta stand among all opened values: slices of them, in the order of the powers of alpha.
/// @param atNext Likewise the values at w·zeta; none if no row reads the next.
struct Batch {
    uint256 logHeight;
    Part[] parts;
    Slice[] atZeta;
    Slice[] atNext;
}

/// @notice One round's columns of a height.
/// @param level Counted over all trees in order.
/// @param isCubic Whether three columns are one polynomial over F^3.
/// @param isOpenedNext Whether it is opened at w·zeta as well.
/// @param nextShift Its first polynomial's power of alpha at w·zeta, less the one at zeta.
struct Part {
    uint256 level;
    uint256 width;
    bool isCubic;
    bool isOpenedNext;
    uint256 nextShift;
}

/// @notice A message that the statement sends once.
/// @param elements Constants below p, or an index of a public value with PUBLIC_VALUE added.
struct PublicMessage {
    uint256 bus;
    uint256[] elements;
}

/// @dev Marks an element of a public message as a public value's index.
uint256 constant PUBLIC_VALUE = 0x8000000000000000000000000000000000000000000000000000000000000000;
