namespace Rollup.Proofs.Airs.Symbolic;

/// <summary>What a node of a constraint's expression is. The numbers enter the program hash.</summary>
public enum SymbolicKind : byte
{
    Constant = 0,
    Main = 1,
    MainNext = 2,
    Preprocessed = 3,
    PreprocessedNext = 4,
    Public = 5,
    IsFirstRow = 6,
    IsLastRow = 7,
    IsTransition = 8,
    Add = 9,
    Subtract = 10,
    Multiply = 11,
    Negate = 12,
}
