namespace Rollup.Proofs.Tests.Recursion.Verdicts;

/// <summary>What a proof can be put before.</summary>
[Flags]
internal enum Verifiers
{
    None = 0,

    /// <summary>The verifier of this project.</summary>
    Native = 1,

    /// <summary>The one written from the specification.</summary>
    Plain = 2,

    /// <summary>The verifier as a circuit: takes proofs with Poseidon2 trees that have no caps.</summary>
    Circuit = 4,

    /// <summary>The circuit's trace on the wide machine, row by row.</summary>
    Trace = 8,

    /// <summary>The contract, by the verdict stored with a vector: forge's tests hold the contract to it.</summary>
    Contract = 16,
}
