using System.Runtime.InteropServices;
using Rollup.Crypto;
using Rollup.Proofs.Examples;
using Rollup.Proofs.Serialization;
using Rollup.Proofs.Tests.Mutations;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Solidity;

/// <summary>Public values that a contract must refuse, with a proof that was made for them: a right one but for this.</summary>
/// <param name="Failure">The contract's check.</param>
internal sealed record ForgedStatement(string Program, string What, string Failure, string PublicValues, string Proof)
{
    private const string Example = "Fibonacci";

    public static IEnumerable<ForgedStatement> All()
    {
        ExampleContract contract = ExampleContracts.All.Single(contract => contract.Name == Example);
        ExampleStatement statement = ContractStatements.Of(contract);

        // It is part of the statement all the same.
        Goldilocks[] more = [.. statement.PublicValues, new(42)];
        yield return Of(
            "a public value that no constraint speaks of",
            nameof(PublicValueCountMismatch),
            new(statement.Program, statement.Preprocessed, statement.Traces, more, null));

        // The same element of the field, and another number to whoever reads it from the call. C# has no such element.
        ulong[] numbers = [.. statement.PublicValues.Select(value => value.Value)];
        Assert.InRange(numbers[^1], 0UL, ulong.MaxValue - Goldilocks.Modulus);
        numbers[^1] += Goldilocks.Modulus;
        yield return Of(
            "a public value plus p",
            "PublicValueNotCanonical",
            new(statement.Program, statement.Preprocessed, statement.Traces, statement.PublicValues, null)
            {
                AbsorbedValues = [.. MemoryMarshal.Cast<ulong, Goldilocks>(numbers)],
            });
    }

    private static ForgedStatement Of(string what, string failure, Forger forger)
    {
        byte[] proof = StarkProofFormat.Write(forger.Key, forger.Prove());
        return new(Example, what, failure, Hex.Format(ContractVector.BytesOf(forger.AbsorbedValues)), Hex.Format(proof));
    }
}
