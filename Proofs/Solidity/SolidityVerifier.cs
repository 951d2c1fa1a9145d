using Rollup.Proofs.Commitments;
using Rollup.Proofs.Programs;

namespace Rollup.Proofs.Solidity;

/// <summary>A source file of a generated verifier.</summary>
/// <param name="Name">With ".sol".</param>
public sealed record SoliditySource(string Name, string Text);

/// <summary>Generates what contracts/src/StarkVerifier.sol needs to know of one program: the shape of its proofs, and its constraints.</summary>
/// <remarks>
/// <c>{name}Constraints</c> and, if its code is too long for one contract, <c>{name}Constraints2</c> and so on: each is
/// deployed with the address of the next, the last one first. Then <c>{name}Verifier</c> with the address of the first.
/// The same key and name give the same text, byte for byte.
/// </remarks>
public static class SolidityVerifier
{
    /// <param name="key">Of a program with Keccak-256 trees whose tables have one height each.</param>
    /// <param name="name">What the contracts' names begin with.</param>
    /// <param name="core">The folder of StarkVerifier.sol as the generated files import it.</param>
    /// <exception cref="ArgumentException">A contract cannot verify such a program.</exception>
    public static IReadOnlyList<SoliditySource> Generate(VerifyingKey key, string name, string core)
    {
        Check(key.Program);
        OpeningLayout layout = new(key.Program, [.. key.Program.Tables.Select(table => table.MinLogHeight)]);
        return
        [
            new($"{name}Verifier.sol", new VerifierSource(key, layout).Write(name, core)),
            .. new ConstraintsSource(key.Program, layout).Write(name, core),
        ];
    }

    private static void Check(StarkProgram program)
    {
        if (program.Parameters.Fri.Hash != HashFunction.Keccak256)
        {
            throw new ArgumentException($"Program {program.Name} hashes with {program.Parameters.Fri.Hash}; contracts verify Keccak-256.");
        }

        if (program.Tables.FirstOrDefault(table => table.MinLogHeight != table.MaxLogHeight) is { } open)
        {
            throw new ArgumentException(
                $"{open.Table} of program {program.Name} has log heights {open.MinLogHeight} to {open.MaxLogHeight}; a contract knows one.");
        }

        int[] logHeights = [.. program.Tables.Select(table => table.MinLogHeight)];
        double bits = program.Account(logHeights).Bits;
        if (program.MultiplicityBound(logHeights) >= Crypto.Goldilocks.Modulus || bits < program.Parameters.FloorBits)
        {
            throw new ArgumentException(
                $"Program {program.Name} refuses its own heights: multiplicities {program.MultiplicityBound(logHeights)}, {bits:F1} bits.");
        }
    }
}
